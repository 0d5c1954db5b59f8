package funcgraph.http;

import funcgraph.engine.iam.Action;
import funcgraph.http.exchange.Route;
import funcgraph.http.observe.AuditRoutes;
import funcgraph.http.observe.LogRoutes;
import funcgraph.http.observe.LtsRoutes;
import java.util.List;

/** The part of the route table that shows what functions and their owners did. */
public record ObserveRoutes(LogRoutes logs, AuditRoutes audit, LtsRoutes lts) {

    private static final String FUNCTION = "/v2/{project_id}/fgs/functions/{function_urn}";

    private static final String STREAM = "/v2/{project_id}/groups/{log_group_id}/streams/{log_stream_id}";

    List<Route> list() {
        return List.of(
                Routes.plain("GET", FUNCTION + "/logs", Action.SHOW_LOG, logs::list),
                Routes.plain("GET", FUNCTION + "/logs/stream", Action.SHOW_LOG, logs::follow),
                Routes.plain("GET", FUNCTION + "/requests", Action.SHOW_LOG, logs::calls),
                Routes.plain("GET", "/v2/{project_id}/fgs/audit", Action.LIST_AUDIT, audit::list),
                Routes.plain("POST", STREAM + "/content/query", Action.SHOW_LOG, lts::query));
    }
}
