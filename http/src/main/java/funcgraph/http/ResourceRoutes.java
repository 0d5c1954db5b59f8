package funcgraph.http;

import funcgraph.engine.iam.Action;
import funcgraph.http.exchange.Route;
import funcgraph.http.resources.AccountRoutes;
import funcgraph.http.resources.DependencyRoutes;
import funcgraph.http.resources.ReservationRoutes;
import funcgraph.http.resources.SideRoutes;
import funcgraph.http.resources.TagRoutes;
import funcgraph.http.resources.TemplateRoutes;
import funcgraph.http.resources.TestEventRoutes;
import funcgraph.http.resources.TransferRoutes;
import java.util.List;

/** The part of the route table that is about what belongs to functions, or is used by them. */
public record ResourceRoutes(
        DependencyRoutes dependencies,
        TestEventRoutes events,
        TagRoutes tags,
        SideRoutes side,
        AccountRoutes account,
        TemplateRoutes templates,
        TransferRoutes transfer,
        ReservationRoutes reserved) {

    private static final String FGS = "/v2/{project_id}/fgs";
    private static final String FUNCTIONS = FGS + "/functions";
    private static final String FUNCTION = FUNCTIONS + "/{function_urn}";
    private static final String APPLICATION = FGS + "/applications/{application_id}";
    private static final String TEMPLATES_OF_APPLICATIONS = FGS + "/application/templates";
    private static final String DEPENDENCIES = FGS + "/dependencies";
    private static final String DEPENDENCY = DEPENDENCIES + "/{depend_id}";
    private static final String VERSION = DEPENDENCY + "/version/{version}";
    private static final String EVENTS = FUNCTION + "/events";
    private static final String EVENT = EVENTS + "/{event_id}";
    private static final String TAGGED = "/v2/{project_id}/functions";
    private static final String TAGS = TAGGED + "/{function_urn}/tags";

    /**
     * The routes.
     *
     * @param fileBytes largest body that brings an archive, base64 and all
     */
    List<Route> list(long fileBytes) {
        return List.of(
                Routes.plain("GET", DEPENDENCIES, Action.LIST_DEPENDENCIES, dependencies::list),
                Routes.code("POST", DEPENDENCIES, Action.CREATE_DEPENDENCY, fileBytes, dependencies::create),
                Routes.plain("GET", DEPENDENCY, Action.SHOW_DEPENDENCY, dependencies::show),
                Routes.code("PUT", DEPENDENCY, Action.UPDATE_DEPENDENCY, fileBytes, dependencies::update),
                Routes.plain("DELETE", DEPENDENCY, Action.DELETE_DEPENDENCY, dependencies::delete),
                Routes.code(
                        "POST",
                        DEPENDENCIES + "/version",
                        Action.CREATE_DEPENDENCY,
                        fileBytes,
                        dependencies::createVersion),
                Routes.plain("GET", DEPENDENCY + "/version", Action.LIST_DEPENDENCIES, dependencies::listVersions),
                Routes.plain("GET", VERSION, Action.SHOW_DEPENDENCY, dependencies::showVersion),
                Routes.plain("DELETE", VERSION, Action.DELETE_DEPENDENCY, dependencies::deleteVersion),
                Routes.plain("GET", EVENTS, Action.LIST_EVENTS, events::list),
                Routes.plain("POST", EVENTS, Action.CREATE_EVENT, events::create),
                Routes.plain("GET", EVENT, Action.SHOW_EVENT, events::show),
                Routes.plain("PUT", EVENT, Action.UPDATE_EVENT, events::update),
                Routes.plain("DELETE", EVENT, Action.DELETE_EVENT, events::delete),
                Routes.plain("POST", TAGS + "/create", Action.CREATE_TAGS, tags::add),
                Routes.plain("DELETE", TAGS + "/delete", Action.DELETE_TAGS, tags::remove),
                Routes.plain("GET", TAGS, Action.LIST_TAGS, tags::list),
                Routes.plain("GET", TAGGED + "/tags", Action.LIST_TAGS, tags::ofProject),
                Routes.plain("POST", TAGGED + "/resource-instances/filter", Action.LIST_TAGS, tags::filter),
                Routes.plain("POST", TAGGED + "/resource-instances/count", Action.LIST_TAGS, tags::count),
                Routes.plain("POST", FUNCTIONS + "/enable-lts-logs", Action.ENABLE_LOGS, side::enableLogs),
                Routes.plain("GET", FUNCTION + "/lts-log-detail", Action.SHOW_LOG, side::showLog),
                Routes.plain("PUT", FUNCTION + "/collect/{state}", Action.UPDATE_CONFIG, side::favour),
                Routes.plain("PUT", FUNCTION + "/config-max-instance", Action.UPDATE_CONFIG, side::limitInstances),
                Routes.plain("GET", FUNCTION + "/tracing", Action.SHOW_TRACING, side::showTracing),
                Routes.plain("PUT", FUNCTION + "/tracing", Action.UPDATE_TRACING, side::updateTracing),
                Routes.plain("GET", FUNCTION + "/snapshots/{action}", Action.SHOW_CONFIG, side::showSnapshot),
                Routes.plain("POST", FUNCTION + "/snapshots/{action}", Action.UPDATE_CONFIG, side::updateSnapshot),
                Routes.plain("GET", FUNCTION + "/servicebridge/relation", Action.SHOW_CONFIG, side::bridges),
                Routes.plain("GET", FGS + "/servicebridge/version", Action.LIST_FUNCTIONS, account::bridgeVersions),
                Routes.plain("GET", FGS + "/quotas", Action.SHOW_QUOTAS, account::quotas),
                Routes.plain("GET", FGS + "/feature", Action.LIST_FUNCTIONS, account::features),
                Routes.plain("GET", FGS + "/service-trusted-agencies", Action.LIST_FUNCTIONS, account::trustedAgencies),
                Routes.plain("GET", FGS + "/applications", Action.LIST_FUNCTIONS, account::applications),
                Routes.plain("GET", APPLICATION, Action.LIST_FUNCTIONS, account::application),
                Routes.plain("DELETE", APPLICATION, Action.LIST_FUNCTIONS, account::application),
                Routes.plain("GET", TEMPLATES_OF_APPLICATIONS, Action.LIST_FUNCTIONS, account::applicationTemplates),
                Routes.plain(
                        "GET",
                        TEMPLATES_OF_APPLICATIONS + "/{template_id}",
                        Action.LIST_FUNCTIONS,
                        account::applicationTemplate),
                Routes.plain("GET", FGS + "/templates", Action.LIST_TEMPLATES, templates::list),
                Routes.plain("GET", FGS + "/templates/{template_id}", Action.LIST_TEMPLATES, templates::show),
                Routes.plain("PUT", FUNCTION + "/reservedinstances", Action.UPDATE_RESERVED, reserved::put),
                Routes.plain("GET", FUNCTIONS + "/reservedinstances", Action.LIST_RESERVED, reserved::instances),
                Routes.plain("GET", FUNCTIONS + "/reservedinstanceconfigs", Action.LIST_RESERVED, reserved::configs),
                Routes.plain("GET", FUNCTION + "/export", Action.EXPORT_FUNCTION, transfer::export),
                Routes.code("POST", FUNCTIONS + "/import", Action.IMPORT_FUNCTION, fileBytes, transfer::take));
    }
}
