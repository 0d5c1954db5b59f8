package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.Limits;
import funcgraph.engine.iam.Action;
import funcgraph.http.async.AsyncRoutes;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Route;
import funcgraph.http.exchange.RouteTable;
import funcgraph.http.functions.AliasRoutes;
import funcgraph.http.functions.FunctionRoutes;
import funcgraph.http.functions.VersionRoutes;
import funcgraph.http.invoke.InvokeRoutes;
import funcgraph.http.openapi.OpenApiRoutes;
import funcgraph.http.triggers.NotificationRoutes;
import funcgraph.http.triggers.TriggerRoutes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The whole API on one screen. */
public final class Routes {

    private static final String FUNCTIONS = "/v2/{project_id}/fgs/functions";
    private static final String FUNCTION = FUNCTIONS + "/{function_urn}";
    private static final String TRIGGERS = "/v2/{project_id}/fgs/triggers";
    private static final String OWN_TRIGGERS = TRIGGERS + "/{function_urn}";
    private static final String TRIGGER = OWN_TRIGGERS + "/{trigger_type_code}/{trigger_id}";
    private static final String ALIAS = FUNCTION + "/aliases/{alias_name}";

    private Routes() {}

    /**
     * The route table.
     *
     * @param codeBodyBytes largest body that brings code, base64 and all
     */
    public static RouteTable table(
            FunctionRoutes functions,
            VersionRoutes versions,
            AliasRoutes aliases,
            InvokeRoutes invoke,
            AsyncRoutes async,
            TriggerRoutes triggers,
            NotificationRoutes notifications,
            IamRoutes iam,
            RuntimeRoutes runtimes,
            ResourceRoutes resources,
            MeasureRoutes measures,
            ObserveRoutes observe,
            Unserved unserved,
            long codeBodyBytes) {
        var routes = new ArrayList<>(List.of(
                code("POST", FUNCTIONS, Action.CREATE_FUNCTION, codeBodyBytes, functions::create),
                plain("GET", FUNCTIONS, Action.LIST_FUNCTIONS, functions::list),
                plain("DELETE", FUNCTION, Action.DELETE_FUNCTION, functions::delete),
                plain("GET", FUNCTION + "/config", Action.SHOW_CONFIG, functions::showConfig),
                plain("PUT", FUNCTION + "/config", Action.UPDATE_CONFIG, functions::updateConfig),
                plain("GET", FUNCTION + "/code", Action.SHOW_CODE, functions::showCode),
                code("PUT", FUNCTION + "/code", Action.UPDATE_CODE, codeBodyBytes, functions::updateCode),
                plain("POST", FUNCTION + "/versions", Action.CREATE_VERSION, versions::publish),
                plain("GET", FUNCTION + "/versions", Action.LIST_VERSIONS, versions::list),
                plain("POST", FUNCTION + "/aliases", Action.CREATE_ALIAS, aliases::create),
                plain("GET", FUNCTION + "/aliases", Action.LIST_ALIASES, aliases::list),
                plain("GET", ALIAS, Action.SHOW_ALIAS, aliases::show),
                plain("PUT", ALIAS, Action.UPDATE_ALIAS, aliases::update),
                plain("DELETE", ALIAS, Action.DELETE_ALIAS, aliases::delete),
                call("POST", FUNCTION + "/invocations", Action.INVOKE, invoke::invoke),
                event("POST", FUNCTION + "/invocations-async", Action.INVOKE_ASYNC, async::accept),
                plain("GET", FUNCTION + "/async-invocations", Action.LIST_ASYNC_INVOCATIONS, async::list),
                plain("GET", FUNCTION + "/active-async-invocations", Action.LIST_ASYNC_INVOCATIONS, async::listActive),
                plain("POST", FUNCTION + "/cancel", Action.CANCEL_ASYNC, async::cancel),
                plain("GET", FUNCTION + "/async-invoke-config", Action.SHOW_ASYNC_CONFIG, async::showConfig),
                plain("PUT", FUNCTION + "/async-invoke-config", Action.UPDATE_ASYNC_CONFIG, async::putConfig),
                plain("DELETE", FUNCTION + "/async-invoke-config", Action.DELETE_ASYNC_CONFIG, async::deleteConfig),
                plain("GET", FUNCTION + "/async-invoke-configs", Action.LIST_ASYNC_CONFIGS, async::listConfigs),
                plain("POST", FUNCTIONS + "/enable-async-status-logs", Action.ENABLE_ASYNC_LOG, async::enableStatusLog),
                plain("GET", FUNCTIONS + "/async-status-log-detail", Action.SHOW_ASYNC_LOG, async::showStatusLog),
                plain("GET", TRIGGERS, Action.LIST_TRIGGERS, triggers::listProject),
                plain("GET", "/v2/{project_id}/fgs/triggertypes", Action.LIST_TRIGGERS, triggers::types),
                plain("POST", OWN_TRIGGERS, Action.CREATE_TRIGGER, triggers::create),
                plain("GET", OWN_TRIGGERS, Action.LIST_TRIGGERS, triggers::list),
                plain("DELETE", OWN_TRIGGERS, Action.DELETE_TRIGGERS, triggers::deleteAll),
                plain("GET", TRIGGER, Action.SHOW_TRIGGER, triggers::show),
                plain("PUT", TRIGGER, Action.UPDATE_TRIGGER, triggers::update),
                plain("DELETE", TRIGGER, Action.DELETE_TRIGGER, triggers::delete),
                plain("POST", TRIGGER + "/events", Action.INVOKE_ASYNC, triggers::accept),
                own("POST", "/obs/notifications/{project}", notifications::accept),
                plain("GET", "/v2/{project_id}/fgs/runtimetypes", Action.LIST_FUNCTIONS, runtimes::list),
                plain("GET", "/v2/{project_id}/fgs/limits", Action.LIST_FUNCTIONS, runtimes::limits),
                open("POST", "/v3/auth/tokens", iam::issueToken),
                open("GET", "/v3/auth/tokens", iam::showToken),
                open("GET", "/v3/projects", iam::listProjects),
                open("GET", "/v3/projects/{id}", iam::showProject),
                open("GET", "/v3/auth/projects", iam::authProjects),
                open("GET", "/v3/auth/domains", iam::listDomains),
                open("GET", "/v3/auth/catalog", iam::catalog),
                open("POST", "/v3.0/OS-CREDENTIAL/securitytokens", iam::temporaryKeys),
                open("GET", "/v3", iam::version),
                open("GET", "/v3/regions", iam::regions)));
        routes.addAll(resources.list(codeBodyBytes));
        routes.addAll(measures.list());
        routes.addAll(observe.list());
        routes.addAll(unserved.beside(routes));
        routes.addAll(descriptionOf(routes));
        return new RouteTable(routes);
    }

    private static List<Route> descriptionOf(List<Route> routes) {
        var openApi = new OpenApiRoutes(route -> !Unserved.isOne(route), SdkOperation::nameOf);
        var own = List.of(
                open("GET", "/openapi.json", openApi::document),
                open("GET", "/openapi", openApi::page),
                open("GET", "/openapi/viewer.js", openApi::script),
                open("GET", "/openapi/viewer.css", openApi::style));
        openApi.describe(Stream.concat(routes.stream(), own.stream()).toList());
        return own;
    }

    static Route plain(String method, String template, Action action, Function<ApiRequest, Answer> work) {
        return new Route(
                method,
                template,
                new Route.Access.Needs(action),
                Limits.BODY_BYTES,
                ErrorCode.BODY_TOO_LARGE,
                new Route.Handler.Blocking(work));
    }

    static Route code(
            String method, String template, Action action, long bodyBytes, Function<ApiRequest, Answer> work) {
        return new Route(
                method,
                template,
                new Route.Access.Needs(action),
                bodyBytes,
                ErrorCode.PACKAGE_TOO_LARGE,
                new Route.Handler.Blocking(work));
    }

    private static Route call(
            String method, String template, Action action, Function<ApiRequest, Future<Answer>> work) {
        return new Route(
                method,
                template,
                new Route.Access.Needs(action),
                Limits.EVENT_BYTES,
                ErrorCode.EVENT_TOO_LARGE,
                new Route.Handler.OnLoop(work));
    }

    /** Waits for the disk, so that it blocks; an event is small, and checked as one. */
    private static Route event(String method, String template, Action action, Function<ApiRequest, Answer> work) {
        return new Route(
                method,
                template,
                new Route.Access.Needs(action),
                Limits.ASYNC_EVENT_BYTES,
                ErrorCode.EVENT_TOO_LARGE,
                new Route.Handler.Blocking(work));
    }

    private static Route own(String method, String template, Function<ApiRequest, Answer> work) {
        return new Route(
                method,
                template,
                new Route.Access.Own(),
                Limits.BODY_BYTES,
                ErrorCode.BODY_TOO_LARGE,
                new Route.Handler.Blocking(work));
    }

    /** The identity service answers in its own shape, refusals included, so its routes let everyone in and look then. */
    private static Route open(String method, String template, Function<ApiRequest, Answer> work) {
        return new Route(
                method,
                template,
                new Route.Access.Open(),
                Limits.BODY_BYTES,
                ErrorCode.BODY_TOO_LARGE,
                new Route.Handler.Blocking(work));
    }
}
