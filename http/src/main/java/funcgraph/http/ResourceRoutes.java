package funcgraph.http;

import funcgraph.engine.iam.Action;
import funcgraph.http.exchange.Route;
import funcgraph.http.resources.DependencyRoutes;
import funcgraph.http.resources.TagRoutes;
import funcgraph.http.resources.TestEventRoutes;
import java.util.List;

/** The part of the route table that is about what belongs to functions, or is used by them. */
public record ResourceRoutes(DependencyRoutes dependencies, TestEventRoutes events, TagRoutes tags) {

    private static final String DEPENDENCIES = "/v2/{project_id}/fgs/dependencies";
    private static final String DEPENDENCY = DEPENDENCIES + "/{depend_id}";
    private static final String VERSION = DEPENDENCY + "/version/{version}";
    private static final String EVENTS = "/v2/{project_id}/fgs/functions/{function_urn}/events";
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
                Routes.plain("POST", TAGGED + "/resource-instances/count", Action.LIST_TAGS, tags::count));
    }
}
