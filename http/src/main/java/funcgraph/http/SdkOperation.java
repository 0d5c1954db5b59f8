package funcgraph.http;

import funcgraph.http.exchange.Route;
import java.util.List;
import java.util.Optional;

/**
 * An operation that the official SDKs know (functiongraph-api, appendix B).
 *
 * @param path behind {@code /v2/{project_id}}
 */
public record SdkOperation(String method, String path, String name) {

    /** All of them, in the appendix's order. Of resources that can be tagged there are only functions. */
    public static final List<SdkOperation> ALL =
            """
            GET /fgs/application/templates ListAppTemplates
            GET /fgs/application/templates/{template_id} ShowAppTemplate
            GET /fgs/applications ListFunctionApplications
            POST /fgs/applications CreateFunctionApp
            DELETE /fgs/applications/{application_id} DeleteFunctionApp
            GET /fgs/applications/{application_id} ShowFunctionApp
            GET /fgs/dependencies ListDependencies
            POST /fgs/dependencies/version CreateDependencyVersion
            GET /fgs/dependencies/{depend_id}/version ListDependencyVersion
            DELETE /fgs/dependencies/{depend_id}/version/{version} DeleteDependencyVersion
            GET /fgs/dependencies/{depend_id}/version/{version} ShowDependencyVersion
            GET /fgs/function/report ListFunctionAsMetric
            GET /fgs/functions ListFunctions
            POST /fgs/functions CreateFunction
            GET /fgs/functions/async-status-log-detail ShowProjectAsyncStatusLogInfo
            POST /fgs/functions/enable-async-status-logs EnableAsyncStatusLog
            POST /fgs/functions/enable-lts-logs EnableLtsLogs
            POST /fgs/functions/import ImportFunction
            GET /fgs/functions/reservedinstanceconfigs ListReservedInstanceConfigs
            GET /fgs/functions/reservedinstances ListFunctionReservedInstances
            GET /fgs/functions/statistics ListStatistics
            PUT /fgs/functions/{function_urn}/collect/{state} UpdateFunctionCollectState
            GET /fgs/functions/{function_urn}/instancereports ShowFuncReservedInstanceMetrics
            GET /fgs/functions/{function_urn}/slareports/{period} ShowFunctionMetrics
            GET /fgs/functions/{function_urn}/statistics/{period} ListFunctionStatistics
            DELETE /fgs/functions/{function_urn} DeleteFunction
            GET /fgs/functions/{function_urn}/active-async-invocations ListActiveAsyncInvocations
            GET /fgs/functions/{function_urn}/aliases ListVersionAliases
            POST /fgs/functions/{function_urn}/aliases CreateVersionAlias
            DELETE /fgs/functions/{function_urn}/aliases/{alias_name} DeleteVersionAlias
            GET /fgs/functions/{function_urn}/aliases/{alias_name} ShowVersionAlias
            PUT /fgs/functions/{function_urn}/aliases/{alias_name} UpdateVersionAlias
            GET /fgs/functions/{function_urn}/async-invocations ListAsyncInvocations
            DELETE /fgs/functions/{function_urn}/async-invoke-config DeleteFunctionAsyncInvokeConfig
            GET /fgs/functions/{function_urn}/async-invoke-config ShowFunctionAsyncInvokeConfig
            PUT /fgs/functions/{function_urn}/async-invoke-config UpdateFunctionAsyncInvokeConfig
            GET /fgs/functions/{function_urn}/async-invoke-configs ListFunctionAsyncInvokeConfig
            POST /fgs/functions/{function_urn}/cancel CancelAsyncInvocation
            GET /fgs/functions/{function_urn}/code ShowFunctionCode
            PUT /fgs/functions/{function_urn}/code UpdateFunctionCode
            GET /fgs/functions/{function_urn}/config ShowFunctionConfig
            PUT /fgs/functions/{function_urn}/config UpdateFunctionConfig
            PUT /fgs/functions/{function_urn}/config-max-instance UpdateFunctionMaxInstanceConfig
            GET /fgs/functions/{function_urn}/events ListEvents
            POST /fgs/functions/{function_urn}/events CreateEvent
            DELETE /fgs/functions/{function_urn}/events/{event_id} DeleteEvent
            GET /fgs/functions/{function_urn}/events/{event_id} ShowEvent
            PUT /fgs/functions/{function_urn}/events/{event_id} UpdateEvent
            GET /fgs/functions/{function_urn}/export ExportFunction
            POST /fgs/functions/{function_urn}/invocations InvokeFunction
            POST /fgs/functions/{function_urn}/invocations-async AsyncInvokeFunction
            GET /fgs/functions/{function_urn}/lts-log-detail ShowLtsLogDetails
            PUT /fgs/functions/{function_urn}/reservedinstances UpdateFunctionReservedInstancesCount
            GET /fgs/functions/{function_urn}/servicebridge/relation ListBridgeFunctions
            GET /fgs/functions/{function_urn}/snapshots/{action} ShowFuncSnapshotState
            POST /fgs/functions/{function_urn}/snapshots/{action} UpdateFuncSnapshot
            GET /fgs/functions/{function_urn}/tracing ShowTracing
            PUT /fgs/functions/{function_urn}/tracing UpdateTracing
            GET /fgs/functions/{function_urn}/versions ListFunctionVersions
            POST /fgs/functions/{function_urn}/versions CreateFunctionVersion
            GET /fgs/quotas ListQuotas
            GET /fgs/servicebridge/version ListBridgeVersions
            GET /fgs/templates ListFunctionTemplate
            GET /fgs/templates/{template_id} ShowFunctionTemplate
            DELETE /fgs/triggers/{function_urn} BatchDeleteFunctionTriggers
            GET /fgs/triggers/{function_urn} ListFunctionTriggers
            POST /fgs/triggers/{function_urn} CreateFunctionTrigger
            DELETE /fgs/triggers/{function_urn}/{trigger_type_code}/{trigger_id} DeleteFunctionTrigger
            GET /fgs/triggers/{function_urn}/{trigger_type_code}/{trigger_id} ShowFunctionTrigger
            PUT /fgs/triggers/{function_urn}/{trigger_type_code}/{trigger_id} UpdateTrigger
            POST /fgs/vpc-endpoint CreateVpcEndpoint
            DELETE /fgs/vpc-endpoint/{vpc_id}/{subnet_id} DeleteVpcEndpoint
            GET /fgs/workflow-statistic ShowTenantMetric
            GET /fgs/workflow-statistic/{workflow_urn} ShowWorkFlowMetric
            DELETE /fgs/workflows BatchDeleteWorkflows
            GET /fgs/workflows ListWorkflow
            POST /fgs/workflows CreateWorkflow
            GET /fgs/workflows/{workflow_id} ShowWorkFlow
            PUT /fgs/workflows/{workflow_id} UpdateWorkFlow
            POST /fgs/workflows/{workflow_id}/callback CreateCallbackWorkflow
            GET /fgs/workflows/{workflow_id}/executions ListWorkflowExecutions
            POST /fgs/workflows/{workflow_id}/executions StartWorkflowExecution
            GET /fgs/workflows/{workflow_id}/executions-history ShowWorkflowExecutionForPage
            GET /fgs/workflows/{workflow_id}/executions/{execution_id} ShowWorkflowExecution
            POST /fgs/workflows/{workflow_id}/executions/{execution_id}/retry RetryWorkFlow
            POST /fgs/workflows/{workflow_id}/executions/{execution_id}/terminate StopWorkFlow
            POST /fgs/workflows/{workflow_id}/sync-executions StartSyncWorkflowExecution
            POST /functions/resource-instances/filter ShowResInstanceInfo
            GET /functions/tags ShowProjectTagsList
            GET /functions/{function_urn}/tags ListFunctionTags
            POST /functions/{function_urn}/tags/create CreateTags
            DELETE /functions/{function_urn}/tags/delete DeleteTags
            """.lines().map(SdkOperation::parse).toList();

    /** The whole path, as in the route table. */
    public String template() {
        return "/v2/{project_id}" + path;
    }

    /** What the SDKs call the operation that a route serves. */
    static Optional<String> nameOf(Route route) {
        return ALL.stream()
                .filter(operation -> operation.isServedBy(route))
                .map(SdkOperation::name)
                .findFirst();
    }

    /** Whether a route serves it; parameters may be called differently. */
    boolean isServedBy(Route route) {
        return route.method().equals(method) && shape(route.template()).equals(shape(template()));
    }

    private static String shape(String template) {
        return template.replaceAll("\\{[^}]*}", "{}");
    }

    private static SdkOperation parse(String line) {
        var parts = line.split(" ", 3);
        return new SdkOperation(parts[0], parts[1], parts[2]);
    }
}
