package funcgraph.http.openapi;

import funcgraph.http.exchange.Route;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which operation a route is, and what is known of it. Operations that the SDKs know have the SDKs' names; the names of the
 * others are here.
 */
final class Operations {

    private static final Map<String, String> OWN_NAMES = """
            GET /v2/{project_id}/fgs/triggers ListTriggers
            GET /v2/{project_id}/fgs/triggertypes ListTriggerTypes
            POST /v2/{project_id}/fgs/triggers/{function_urn}/{trigger_type_code}/{trigger_id}/events AcceptTriggerEvents
            GET /v2/{project_id}/fgs/runtimetypes ListRuntimeTypes
            GET /v2/{project_id}/fgs/limits ShowLimits
            GET /v2/{project_id}/fgs/metrics ShowProjectCharts
            GET /v2/{project_id}/fgs/functions/{function_urn}/metrics ShowFunctionCharts
            GET /v2/{project_id}/fgs/functions/top ListBusiestFunctions
            GET /metrics ShowServerMetrics
            GET /health ShowHealth
            GET /health/live ShowLiveness
            GET /health/ready ShowReadiness
            POST /obs/notifications/{project} AcceptObjectNotices
            POST /v2/{project_id}/fgs/dependencies CreateDependency
            GET /v2/{project_id}/fgs/dependencies/{depend_id} ShowDependency
            PUT /v2/{project_id}/fgs/dependencies/{depend_id} UpdateDependency
            DELETE /v2/{project_id}/fgs/dependencies/{depend_id} DeleteDependency
            GET /v2/{project_id}/fgs/feature ShowFeatures
            GET /v2/{project_id}/fgs/service-trusted-agencies ListTrustedAgencies
            POST /v2/{project_id}/functions/resource-instances/count CountResInstances
            POST /v3/auth/tokens KeystoneCreateUserTokenByPassword
            GET /v3/auth/tokens KeystoneValidateToken
            GET /v3/projects KeystoneListProjects
            GET /v3/projects/{id} KeystoneShowProject
            GET /v3/auth/projects KeystoneListAuthProjects
            GET /v3/auth/domains KeystoneListAuthDomains
            GET /v3/auth/catalog KeystoneShowCatalog
            POST /v3.0/OS-CREDENTIAL/securitytokens CreateTemporaryAccessKeyByToken
            GET /v3 KeystoneShowVersion
            GET /v3/regions KeystoneListRegions
            GET /v2/{project_id}/fgs/functions/{function_urn}/logs ListFunctionLogs
            GET /v2/{project_id}/fgs/functions/{function_urn}/logs/stream FollowFunctionLogs
            GET /v2/{project_id}/fgs/functions/{function_urn}/requests ListFunctionRequests
            GET /v2/{project_id}/fgs/audit ListAuditEvents
            POST /v2/{project_id}/groups/{log_group_id}/streams/{log_stream_id}/content/query ListLogs
            GET /openapi.json ShowApiDescription
            GET /openapi ShowApiViewer
            GET /openapi/viewer.js ShowApiViewerScript
            GET /openapi/viewer.css ShowApiViewerStyle
            """.lines().collect(Collectors.toMap(
            line -> line.substring(0, line.lastIndexOf(' ')), line -> line.substring(line.lastIndexOf(' ') + 1)));

    private static final Map<String, Operation> KNOWN = known();

    private Operations() {}

    /** The name of an operation that no SDK knows. A route that nobody has named is named after its address. */
    static String ownName(Route route) {
        return OWN_NAMES.getOrDefault(route.method() + " " + route.template(), fallback(route));
    }

    /** What is known of an operation; nothing of those that are not served. */
    static Optional<Operation> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** {@code GET /v3/regions} would be {@code get_v3_regions}. */
    private static String fallback(Route route) {
        return route.method().toLowerCase(Locale.ROOT) + route.template().replaceAll("[^A-Za-z0-9]+", "_");
    }

    private static Map<String, Operation> known() {
        var all = new LinkedHashMap<String, Operation>();
        FunctionOperations.addTo(all);
        InvocationOperations.addTo(all);
        TriggerOperations.addTo(all);
        ResourceOperations.addTo(all);
        MeasureOperations.addTo(all);
        LogOperations.addTo(all);
        IdentityOperations.addTo(all);
        return Collections.unmodifiableMap(all);
    }
}
