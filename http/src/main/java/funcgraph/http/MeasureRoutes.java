package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.Limits;
import funcgraph.engine.iam.Action;
import funcgraph.http.exchange.Route;
import funcgraph.http.metrics.HealthRoutes;
import funcgraph.http.metrics.MetricRoutes;
import funcgraph.http.metrics.StatisticRoutes;
import java.util.List;

/** The part of the route table that is about what is measured, and whether the server is well. */
public record MeasureRoutes(MetricRoutes metrics, StatisticRoutes statistics, HealthRoutes health) {

    private static final String FGS = "/v2/{project_id}/fgs";
    private static final String FUNCTIONS = FGS + "/functions";
    private static final String FUNCTION = FUNCTIONS + "/{function_urn}";

    List<Route> list() {
        return List.of(
                Routes.plain("GET", FUNCTION + "/metrics", Action.SHOW_METRICS, metrics::ofFunction),
                Routes.plain("GET", FGS + "/metrics", Action.SHOW_METRICS, metrics::ofProject),
                Routes.plain("GET", FUNCTIONS + "/top", Action.SHOW_METRICS, metrics::top),
                Routes.plain("GET", FUNCTIONS + "/statistics", Action.SHOW_METRICS, statistics::ofProject),
                Routes.plain("GET", FUNCTION + "/statistics/{period}", Action.SHOW_METRICS, statistics::ofFunction),
                Routes.plain("GET", FUNCTION + "/slareports/{period}", Action.SHOW_METRICS, statistics::slaReport),
                Routes.plain("GET", FUNCTION + "/instancereports", Action.SHOW_METRICS, statistics::instanceReport),
                Routes.plain("GET", FGS + "/function/report", Action.SHOW_METRICS, statistics::report),
                free("/metrics", new Route.Handler.Blocking(health::metrics)),
                free("/health", new Route.Handler.Blocking(health::health)),
                free("/health/live", new Route.Handler.OnLoop(health::live)),
                free("/health/ready", new Route.Handler.Blocking(health::ready)));
    }

    private static Route free(String template, Route.Handler handler) {
        return new Route(
                "GET", template, new Route.Access.Free(), Limits.BODY_BYTES, ErrorCode.BODY_TOO_LARGE, handler);
    }
}
