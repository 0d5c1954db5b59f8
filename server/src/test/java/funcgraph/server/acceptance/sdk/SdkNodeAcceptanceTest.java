package funcgraph.server.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.http.SdkOperation;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.NodeProject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The official Node.js SDK, unmodified (functiongraph-api 7.2); the programs in {@code src/test/node} hold the calls. */
class SdkNodeAcceptanceTest {

    /** Operations of the workflow service and others, which are not part of this server. */
    private static final Set<String> ELSEWHERE = Set.of(
            "createFunctionApp",
            "createVpcEndpoint",
            "deleteVpcEndpoint",
            "showTenantMetric",
            "showWorkFlowMetric",
            "listWorkflow",
            "createWorkflow",
            "batchDeleteWorkflows",
            "showWorkFlow",
            "updateWorkFlow",
            "createCallbackWorkflow",
            "listWorkflowExecutions",
            "startWorkflowExecution",
            "showWorkflowExecutionForPage",
            "showWorkflowExecution",
            "retryWorkFlow",
            "stopWorkFlow",
            "startSyncWorkflowExecution");

    /** What there is none of here. */
    private static final Map<String, String> NONE = Map.of(
            "showAppTemplate", "404 FSS.1059",
            "showFunctionApp", "404 FSS.1055",
            "deleteFunctionApp", "404 FSS.1055");

    @Test
    void a_functions_life_from_creation_to_deletion() {
        var program = NodeProject.installed();
        try (var server = PackagedServer.start()) {
            var steps = program.run("walk.js", server);

            var urn = steps.path("created").path("func_urn").asString();
            assertThat(urn).endsWith(":function:default:node-walk:latest");
            assertThat(steps.path("created").path("httpStatusCode").intValue()).isEqualTo(200);
            assertThat(steps.path("shown").path("runtime").asString()).isEqualTo("Node.js20.15");
            assertThat(steps.path("shown").path("memory_size").intValue()).isEqualTo(128);
            var changed = steps.path("changed");
            assertThat(changed.path("memory_size").intValue()).isEqualTo(256);
            assertThat(changed.path("timeout").intValue()).isEqualTo(7);
            assertThat(changed.path("description").asString()).isEqualTo("中文");
            assertThat(changed.path("user_data").asString()).isEqualTo("{\"colour\":\"grün\"}");
            assertThat(steps.path("recoded").path("func_urn").asString()).isEqualTo(urn);
            assertThat(steps.path("listed")
                            .path("functions")
                            .path(0)
                            .path("func_urn")
                            .asString())
                    .isEqualTo(urn);
            var invoked = steps.path("invoked");
            assertThat(invoked.path("status").intValue()).isEqualTo(200);
            assertThat(Api.json(invoked.path("result").asString()))
                    .isEqualTo(Api.json("{\"second\": 5, \"colour\": \"grün\"}"));
            assertThat(invoked.path("log").asString()).contains("\ncalled\n");
            assertThat(steps.path("refused").path("kind").asString()).isEqualTo("ClientRequestException");
            assertThat(steps.path("refused").path("status").intValue()).isEqualTo(401);
            assertThat(steps.path("refused").path("code").asString()).isEqualTo("FSS.0401");
            assertThat(steps.path("lookedUp").path("func_urn").asString()).isEqualTo(urn);
            assertThat(steps.path("deleted").path("httpStatusCode").intValue()).isEqualTo(204);
            assertThat(steps.path("gone").path("code").asString()).isEqualTo("FSS.1051");
        }
    }

    @Test
    void every_operation_is_served_or_says_that_it_is_not() {
        try (var server = PackagedServer.start()) {
            var steps = NodeProject.installed().run("everything.js", server);

            var operations = SdkOperation.ALL.stream()
                    .map(operation -> Character.toLowerCase(operation.name().charAt(0))
                            + operation.name().substring(1))
                    .toList();
            assertThat(steps.propertyNames()).containsExactlyInAnyOrderElementsOf(operations);
            var came = new TreeMap<String, String>();
            steps.properties()
                    .forEach(step -> came.put(
                            step.getKey(),
                            step.getValue().path("status").asInt() + " "
                                    + step.getValue().path("code").asString("")));
            assertThat(came.entrySet().stream()
                            .filter(step -> !ELSEWHERE.contains(step.getKey()) && !NONE.containsKey(step.getKey()))
                            .filter(step -> !step.getValue().matches("20[0124] ")))
                    .isEmpty();
            assertThat(ELSEWHERE)
                    .allSatisfy(operation -> assertThat(came.get(operation)).isEqualTo("501 FSS.0501"));
            assertThat(came).containsAllEntriesOf(NONE);
            assertThat(steps.path("showVersionAlias")
                            .path("answer")
                            .path("version")
                            .asString())
                    .isEqualTo("v1");
            assertThat(steps.path("updateTrigger")
                            .path("answer")
                            .path("trigger_status")
                            .asString())
                    .isEqualTo("ACTIVE");
            assertThat(steps.path("updateFunctionReservedInstancesCount")
                            .path("answer")
                            .path("count")
                            .asInt())
                    .isEqualTo(1);
        }
    }
}
