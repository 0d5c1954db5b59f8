package funcgraph.server.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.exception.ServerResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateTagsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CronConfig;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteTagsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.EnableLtsLogsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ImportFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ImportFunctionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.KvItem;
import com.huaweicloud.sdk.functiongraph.v2.model.ListEnterpriseResourceRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionReservedInstancesRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionTagsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionTemplateRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListQuotasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListReservedInstanceConfigsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListWorkflowRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.MetricConfig;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionTemplateRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowLtsLogDetailsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowProjectTagsListRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowResInstanceInfoRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowTracingRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.TacticsConfig;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionMaxInstanceConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionMaxInstanceConfigRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionReservedInstancesCountRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionReservedInstancesCountRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionTagsRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateTracingRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateTracingRequestBody;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The official Java SDK, unmodified, on tags, quotas, templates and the rest (functiongraph-api 2.8, 2.9, 7.4). */
class SdkJavaSideAcceptanceTest {

    private static PackagedServer server;
    private static FunctionGraphClient client;
    private static String urn;

    @BeforeAll
    static void start() {
        for (var talkative : new String[] {"HuaweiCloud-SDK-Access", "com.huaweicloud"}) {
            ((Logger) LoggerFactory.getLogger(talkative)).setLevel(Level.ERROR);
        }
        server = PackagedServer.start();
        client = FunctionGraphClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(known("access_key"))
                        .withSk(known("secret_key"))
                        .withProjectId(known("project_id")))
                .withEndpoint(server.endpoint().toString())
                .build();
        var api = Api.of(server);
        api.create(Sample.python("f")).ok();
        urn = api.urn("f");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String known(String name) {
        return server.credentials().path(name).asString();
    }

    @Test
    void reserved_instances() {
        var cron = new CronConfig()
                .withName("day")
                .withCron("0 0 8 * * *")
                .withCount(1)
                .withStartTime(1_700_000_000L)
                .withExpiredTime(4_000_000_000L);
        var metric = new MetricConfig()
                .withName("load")
                .withType(MetricConfig.TypeEnum.CONCURRENCY)
                .withThreshold(60)
                .withMin(1);
        var tactics = new TacticsConfig().withCronConfigs(List.of(cron)).withMetricConfigs(List.of(metric));
        var updated = client.updateFunctionReservedInstancesCount(new UpdateFunctionReservedInstancesCountRequest()
                .withFunctionUrn(urn)
                .withBody(new UpdateFunctionReservedInstancesCountRequestBody()
                        .withCount(1)
                        .withIdleMode(true)
                        .withTacticsConfig(tactics)));
        assertThat(updated.getCount()).isEqualTo(1);
        assertThat(updated.getIdleMode()).isTrue();
        assertThat(updated.getTacticsConfig()).isEqualTo(tactics);
        var configs = client.listReservedInstanceConfigs(
                new ListReservedInstanceConfigsRequest().withFunctionUrn(urn).withLimit("10"));
        assertThat(configs.getCount()).isEqualTo(1);
        assertThat(configs.getPageInfo().getNextMarker()).isEqualTo(1);
        var config = configs.getReservedInstances().getFirst();
        assertThat(config.getQualifierType() + " " + config.getQualifierName()).isEqualTo("version latest");
        assertThat(config.getMinCount()).isEqualTo(1);
        assertThat(config.getTacticsConfig()).isEqualTo(tactics);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        client.listFunctionReservedInstances(new ListFunctionReservedInstancesRequest().withUrn(urn))
                                        .getReservedinstances()
                                        .getFirst()
                                        .getCount()
                                == 1);
        client.updateFunctionReservedInstancesCount(new UpdateFunctionReservedInstancesCountRequest()
                .withFunctionUrn(urn)
                .withBody(new UpdateFunctionReservedInstancesCountRequestBody().withCount(0)));
        assertThat(client.listReservedInstanceConfigs(new ListReservedInstanceConfigsRequest())
                        .getReservedInstances())
                .isEmpty();
    }

    @Test
    void tags() {
        var tag = new KvItem().withKey("team").withValue("red");
        client.createTags(new CreateTagsRequest()
                .withResourceType("functions")
                .withResourceId(urn)
                .withBody(
                        new UpdateFunctionTagsRequestBody().withAction("create").withTags(List.of(tag))));
        var listed = client.listFunctionTags(
                new ListFunctionTagsRequest().withResourceType("functions").withResourceId(urn));
        assertThat(listed.getTags()).containsExactly(tag);
        var all = client.showProjectTagsList(new ShowProjectTagsListRequest().withResourceType("functions"));
        assertThat(all.getTags().getFirst().getValues()).containsExactly("red");
        var found = client.showResInstanceInfo(new ShowResInstanceInfoRequest()
                .withResourceType("functions")
                .withAction("filter")
                .withBody(
                        new ListEnterpriseResourceRequestBody().withLimit("10").withOffset("0")));
        assertThat(found.getTotalCount()).isEqualTo(found.getResources().size());
        assertThat(found.getResources().getFirst().getResourceName()).isEqualTo("f");
        client.deleteTags(new DeleteTagsRequest()
                .withResourceType("functions")
                .withResourceId(urn)
                .withBody(
                        new UpdateFunctionTagsRequestBody().withAction("delete").withTags(List.of(tag))));
    }

    @Test
    void quotas_logs_tracing_and_limits() {
        assertThat(client.listQuotas(new ListQuotasRequest()).getQuotas().getResources())
                .hasSize(8)
                .allSatisfy(one -> assertThat(one.getType()).isNotNull());
        client.enableLtsLogs(new EnableLtsLogsRequest());
        var again = catchThrowableOfType(
                ClientRequestException.class, () -> client.enableLtsLogs(new EnableLtsLogsRequest()));
        assertThat(again.getErrorCode()).isEqualTo("FSS.1221");
        assertThat(client.showLtsLogDetails(new ShowLtsLogDetailsRequest().withFunctionUrn(urn))
                        .getStreamName())
                .isEqualTo("f");
        client.updateTracing(new UpdateTracingRequest()
                .withFunctionUrn(urn)
                .withBody(new UpdateTracingRequestBody().withTracingAk("a").withTracingSk("s")));
        assertThat(client.showTracing(new ShowTracingRequest().withFunctionUrn(urn))
                        .getTracingAk())
                .isEqualTo("a");
        var limited = client.updateFunctionMaxInstanceConfig(new UpdateFunctionMaxInstanceConfigRequest()
                .withFunctionUrn(urn)
                .withBody(new UpdateFunctionMaxInstanceConfigRequestBody().withMaxInstanceNum(9)));
        assertThat(limited.getStrategyConfig().getConcurrency()).isEqualTo(9);
    }

    @Test
    void templates_and_import() {
        var templates = client.listFunctionTemplate(
                new ListFunctionTemplateRequest().withMarker("0").withMaxitems("400"));
        assertThat(templates.getFuncTemplates().size()).isGreaterThanOrEqualTo(12);
        var shown = client.showFunctionTemplate(new ShowFunctionTemplateRequest()
                .withTemplateId(templates.getFuncTemplates().getFirst().getId()));
        assertThat(shown.getCode()).isNotEmpty();

        var api = Api.of(server);
        var file = api.send("GET", api.functions() + "/f/export?config=true&code=true", Map.of(), new byte[0])
                .ok()
                .body();
        var imported = client.importFunction(new ImportFunctionRequest()
                .withBody(new ImportFunctionRequestBody()
                        .withFuncName("f")
                        .withFileName("f.zip")
                        .withFileType("zip")
                        .withFileCode(Base64.getEncoder().encodeToString(file))
                        .withPackage("copies")));
        assertThat(imported.getPackage()).isEqualTo("copies");
        assertThat(imported.getLastModified()).isNotNull();
    }

    @Test
    void a_workflow_is_another_service() {
        var refused = catchThrowableOfType(
                ServerResponseException.class, () -> client.listWorkflow(new ListWorkflowRequest()));
        assertThat(refused.getHttpStatusCode()).isEqualTo(501);
        assertThat(refused.getErrorCode()).isEqualTo("FSS.0501");
    }
}
