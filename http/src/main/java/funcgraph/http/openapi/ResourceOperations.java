package funcgraph.http.openapi;

import static funcgraph.contract.ErrorCode.*;
import static funcgraph.http.openapi.Operation.that;

import funcgraph.contract.DependencyRequest;
import funcgraph.contract.DependencyResponse;
import funcgraph.contract.LimitsResponse;
import funcgraph.contract.ListDependenciesResponse;
import funcgraph.contract.ListTemplatesResponse;
import funcgraph.contract.ListTestEventsResponse;
import funcgraph.contract.LogDetailResponse;
import funcgraph.contract.ProjectTagsResponse;
import funcgraph.contract.QuotasResponse;
import funcgraph.contract.ResourceInstancesRequest;
import funcgraph.contract.ResourceInstancesResponse;
import funcgraph.contract.RuntimeTypeResponse;
import funcgraph.contract.SnapshotStateResponse;
import funcgraph.contract.TagsRequest;
import funcgraph.contract.TagsResponse;
import funcgraph.contract.TemplateResponse;
import funcgraph.contract.TestEventRequest;
import funcgraph.contract.TestEventResponse;
import funcgraph.contract.TracingBody;
import funcgraph.contract.TrustedAgencyResponse;
import funcgraph.contract.reserved.ListReservedConfigsResponse;
import funcgraph.contract.reserved.ListReservedInstancesResponse;
import funcgraph.contract.reserved.ReservedInstancesBody;
import java.util.List;
import java.util.Map;

/** What belongs to functions, or is used by them. */
final class ResourceOperations {

    private static final Shape EMPTY_ARRAY = new Shape.Anything("application/json");

    private ResourceOperations() {}

    static void addTo(Map<String, Operation> all) {
        addDependencies(all);
        addEventsAndTags(all);
        addSettings(all);
        addReservations(all);
        addAccount(all);
    }

    private static void addDependencies(Map<String, Operation> all) {
        all.put(
                "ListDependencies",
                that("Lists the dependencies that functions of a project may use.")
                        .paged()
                        .asking("dependency_type", "ispublic", "runtime", "name")
                        .giving(ListDependenciesResponse.class)
                        .refusing(INVALID_RUNTIME));
        all.put("CreateDependencyVersion", upload("Uploads a version of a dependency, the first one too."));
        all.put(
                "ListDependencyVersion",
                dependency("Lists the versions of a dependency.").paged().giving(ListDependenciesResponse.class));
        all.put("ShowDependencyVersion", dependency("Shows a version.").giving(DependencyResponse.class));
        all.put(
                "DeleteDependencyVersion",
                dependency("Deletes a version that no function uses.").refusing(DEPENDENCY_IN_USE));
        all.put("CreateDependency", upload("Creates a dependency.").refusing(DEPENDENCY_EXISTS));
        all.put(
                "ShowDependency",
                dependency("Shows a dependency's last version.").giving(DependencyResponse.class));
        all.put("UpdateDependency", upload("Adds a version to a dependency, and may rename it."));
        all.put("DeleteDependency", dependency("Deletes a dependency.").refusing(DEPENDENCY_IN_USE));
    }

    private static Operation dependency(String summary) {
        return that(summary).refusing(NO_SUCH_DEPENDENCY, DEPENDENCY_INACCESSIBLE);
    }

    private static Operation upload(String summary) {
        return dependency(summary)
                .taking(DependencyRequest.class)
                .giving(DependencyResponse.class)
                .refusing(INVALID_DEPENDENCY, INVALID_DEPENDENCY_TYPE, INVALID_RUNTIME, DESCRIPTION_TOO_LONG)
                .refusing(DEPENDENCY_NAME_TAKEN, TOO_MANY_DEPENDENCIES, PACKAGE_TOO_LARGE)
                .refusing(INVALID_URL, NO_SUCH_OBJECT, BAD_GATEWAY);
    }

    private static void addEventsAndTags(Map<String, Operation> all) {
        all.put("ListEvents", that("Lists a function's test events.").giving(ListTestEventsResponse.class));
        all.put("CreateEvent", event("Keeps a test event.").refusing(EVENT_EXISTS, TOO_MANY_EVENTS));
        all.put(
                "ShowEvent",
                that("Shows a test event.").giving(TestEventResponse.class).refusing(NO_SUCH_EVENT));
        all.put("UpdateEvent", event("Changes a test event.").refusing(NO_SUCH_EVENT));
        all.put("DeleteEvent", that("Deletes a test event.").refusing(NO_SUCH_EVENT));
        all.put("CreateTags", that("Adds tags to a function.").taking(TagsRequest.class));
        all.put("DeleteTags", that("Takes tags off a function.").taking(TagsRequest.class));
        all.put("ListFunctionTags", that("Lists a function's tags.").giving(TagsResponse.class));
        all.put(
                "ShowProjectTagsList",
                that("Lists all tags of a project's functions.").giving(ProjectTagsResponse.class));
        all.put("ShowResInstanceInfo", instances("Finds functions by their tags."));
        all.put("CountResInstances", instances("Counts functions by their tags."));
    }

    private static Operation event(String summary) {
        return that(summary)
                .taking(TestEventRequest.class)
                .giving(TestEventResponse.class)
                .refusing(INVALID_EVENT, TEST_EVENT_TOO_LARGE);
    }

    private static Operation instances(String summary) {
        return that(summary).taking(ResourceInstancesRequest.class).giving(ResourceInstancesResponse.class);
    }

    private static void addSettings(Map<String, Operation> all) {
        all.put(
                "EnableLtsLogs",
                that("Enables logs for a project.").givingEmptyObject().refusing(LOGS_ENABLED));
        all.put(
                "ShowLtsLogDetails",
                that("Shows where a function's log lies.")
                        .giving(LogDetailResponse.class)
                        .refusing(NOT_FOUND));
        all.put(
                "UpdateFunctionCollectState",
                that("Marks a function as a favourite, or no longer.")
                        .givingEmptyObject()
                        .refusing(INVALID_PARAMETER));
        all.put("ShowTracing", that("Shows the keys of tracing.").giving(TracingBody.class));
        all.put(
                "UpdateTracing",
                that("Sets the keys of tracing.").taking(TracingBody.class).givingEmptyObject());
        all.put(
                "ShowFuncSnapshotState",
                that("Shows that there is no snapshot.")
                        .giving(SnapshotStateResponse.class)
                        .refusing(INVALID_PARAMETER));
        all.put(
                "UpdateFuncSnapshot",
                that("Takes a wish for a snapshot, and makes none.")
                        .givingEmptyObject()
                        .refusing(INVALID_PARAMETER));
        all.put("ListBridgeFunctions", that("Lists no service bridges.").giving(200, EMPTY_ARRAY));
    }

    private static void addReservations(Map<String, Operation> all) {
        all.put(
                "UpdateFunctionReservedInstancesCount",
                that("Keeps instances of a version or an alias started, always or at times; a count of 0 ends it.")
                        .taking(ReservedInstancesBody.class)
                        .giving(ReservedInstancesBody.class)
                        .refusing(TOO_MANY_RESERVED));
        all.put(
                "ListReservedInstanceConfigs",
                reservations("Lists how many instances are to be kept started.", "function_urn")
                        .giving(ListReservedConfigsResponse.class));
        all.put(
                "ListFunctionReservedInstances",
                reservations("Lists how many instances are started, and why there are fewer than wanted.", "urn")
                        .giving(ListReservedInstancesResponse.class));
    }

    private static Operation reservations(String summary, String ofFunction) {
        return that(summary)
                .asking(ofFunction, "marker", "limit")
                .refusing(INVALID_URN, INVALID_VERSION, NO_SUCH_FUNCTION, NO_SUCH_VERSION, NO_SUCH_ALIAS);
    }

    private static void addAccount(Map<String, Operation> all) {
        var noPage =
                new Shape.Fields(Map.of("next_marker", Map.of("type", "integer"), "count", Map.of("type", "integer")));
        all.put("ListBridgeVersions", that("Lists no service bridges.").giving(200, EMPTY_ARRAY));
        all.put("ListQuotas", that("Shows what a project may hold, and holds.").giving(QuotasResponse.class));
        all.put(
                "ShowFeatures",
                that("Shows what is switched by the account: nothing.").givingEmptyObject());
        all.put(
                "ListTrustedAgencies",
                that("Lists the agencies that functions may name.").givingAll(TrustedAgencyResponse.class));
        all.put("ListFunctionApplications", that("Lists no applications.").giving(200, noPage));
        all.put("ShowFunctionApp", that("There are no applications.").refusing(NO_SUCH_APPLICATION));
        all.put("DeleteFunctionApp", that("There are no applications.").refusing(NO_SUCH_APPLICATION));
        all.put("ListAppTemplates", that("Lists no templates of applications.").giving(200, noPage));
        all.put("ShowAppTemplate", that("There are no such templates.").refusing(NO_SUCH_TEMPLATE));
        all.put(
                "ListFunctionTemplate",
                that("Lists templates of functions.")
                        .paged()
                        .asking("ispublic", "runtime", "scene", "service")
                        .giving(ListTemplatesResponse.class));
        all.put(
                "ShowFunctionTemplate",
                that("Shows a template.").giving(TemplateResponse.class).refusing(NO_SUCH_TEMPLATE));
        all.put(
                "ListRuntimeTypes",
                that("Lists the runtimes and how this server has them.").givingAll(RuntimeTypeResponse.class));
        all.put(
                "ShowLimits",
                that("Shows what the fields of functions may hold on this server.")
                        .giving(LimitsResponse.class));
        all.put("ShowApiDescription", that("Shows this document.").giving(200, new Shape.Anything("application/json")));
        for (var part : List.of("Viewer:text/html", "ViewerScript:text/javascript", "ViewerStyle:text/css")) {
            var type = part.substring(part.indexOf(':') + 1);
            all.put(
                    "ShowApi" + part.substring(0, part.indexOf(':')),
                    that("Shows this document to people.").giving(200, new Shape.Anything(type)));
        }
    }
}
