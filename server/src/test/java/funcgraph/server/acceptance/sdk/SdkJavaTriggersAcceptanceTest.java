package funcgraph.server.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.ApigTriggerFuncInfo;
import com.huaweicloud.sdk.functiongraph.v2.model.BatchDeleteFunctionTriggersRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionTriggerRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionTriggerRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionTriggerResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteFunctionTriggerRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionTriggerResult;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionTriggersRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionTriggerRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.TriggerEventDataRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateTriggerRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateTriggerRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateTriggerResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateriggerEventData;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The official Java SDK's calls of the trigger resource, with typed results (functiongraph-api 7.4, appendix B). */
class SdkJavaTriggersAcceptanceTest {

    private static PackagedServer server;
    private static FunctionGraphClient client;
    private static String urn;

    @BeforeAll
    static void start() {
        for (var talkative : new String[] {"HuaweiCloud-SDK-Access", "com.huaweicloud"}) {
            ((Logger) LoggerFactory.getLogger(talkative)).setLevel(Level.ERROR);
        }
        server = PackagedServer.start();
        var known = server.credentials();
        client = FunctionGraphClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(known.path("access_key").asString())
                        .withSk(known.path("secret_key").asString())
                        .withProjectId(known.path("project_id").asString()))
                .withEndpoint(server.endpoint().toString())
                .build();
        urn = Api.of(server)
                .create(Sample.python("triggered"))
                .ok()
                .json()
                .path("func_urn")
                .asString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_timers_life() {
        var created = create(
                CreateFunctionTriggerRequestBody.TriggerTypeCodeEnum.TIMER,
                new TriggerEventDataRequestBody()
                        .withName("T1")
                        .withScheduleType(TriggerEventDataRequestBody.ScheduleTypeEnum.RATE)
                        .withSchedule("3m")
                        .withUserEvent("go"));
        assertThat(created.getTriggerTypeCode()).isEqualTo(CreateFunctionTriggerResponse.TriggerTypeCodeEnum.TIMER);
        assertThat(created.getTriggerStatus()).isEqualTo(CreateFunctionTriggerResponse.TriggerStatusEnum.ACTIVE);
        assertThat(created.getCreatedTime()).isNotNull().isEqualTo(created.getLastUpdatedTime());
        assertThat(created.getEventData().getSchedule()).isEqualTo("3m");

        var shown = client.showFunctionTrigger(new ShowFunctionTriggerRequest()
                .withFunctionUrn(urn)
                .withTriggerTypeCode(ShowFunctionTriggerRequest.TriggerTypeCodeEnum.TIMER)
                .withTriggerId(created.getTriggerId()));
        assertThat(shown.getEventData().getUserEvent()).isEqualTo("go");
        var listed = client.listFunctionTriggers(new ListFunctionTriggersRequest().withFunctionUrn(urn));
        assertThat(listed.getBody())
                .extracting(ListFunctionTriggerResult::getTriggerId)
                .contains(created.getTriggerId());

        var updated = client.updateTrigger(new UpdateTriggerRequest()
                .withFunctionUrn(urn)
                .withTriggerTypeCode(UpdateTriggerRequest.TriggerTypeCodeEnum.TIMER)
                .withTriggerId(created.getTriggerId())
                .withBody(new UpdateTriggerRequestBody()
                        .withTriggerStatus(UpdateTriggerRequestBody.TriggerStatusEnum.DISABLED)));
        assertThat(updated.getTriggerStatus()).isEqualTo(UpdateTriggerResponse.TriggerStatusEnum.DISABLED);

        client.deleteFunctionTrigger(new DeleteFunctionTriggerRequest()
                .withFunctionUrn(urn)
                .withTriggerTypeCode(DeleteFunctionTriggerRequest.TriggerTypeCodeEnum.TIMER)
                .withTriggerId(created.getTriggerId()));
        var gone = catchThrowableOfType(
                ClientRequestException.class,
                () -> client.showFunctionTrigger(new ShowFunctionTriggerRequest()
                        .withFunctionUrn(urn)
                        .withTriggerTypeCode(ShowFunctionTriggerRequest.TriggerTypeCodeEnum.TIMER)
                        .withTriggerId(created.getTriggerId())));
        assertThat(gone.getHttpStatusCode()).isEqualTo(404);
        assertThat(gone.getErrorCode()).isEqualTo("FSS.1140");
    }

    @Test
    void streams_are_updated_by_an_array_and_apis_say_where_they_are() {
        var stream = create(
                CreateFunctionTriggerRequestBody.TriggerTypeCodeEnum.DIS,
                new TriggerEventDataRequestBody()
                        .withStreamName("s")
                        .withSharditeratorType(TriggerEventDataRequestBody.SharditeratorTypeEnum.LATEST)
                        .withIsSerial(TriggerEventDataRequestBody.IsSerialEnum.TRUE)
                        .withBatchSize(7));
        var updated = client.updateTrigger(new UpdateTriggerRequest()
                .withFunctionUrn(urn)
                .withTriggerTypeCode(UpdateTriggerRequest.TriggerTypeCodeEnum.DIS)
                .withTriggerId(stream.getTriggerId())
                .withBody(new UpdateTriggerRequestBody()
                        .withEventData(List.of(new UpdateriggerEventData().withPollingInterval(9)))));
        assertThat(updated.getEventData().getPollingInterval()).isEqualTo(9);
        assertThat(updated.getEventData().getBatchSize()).isEqualTo(7);

        var api = create(
                CreateFunctionTriggerRequestBody.TriggerTypeCodeEnum.APIG,
                new TriggerEventDataRequestBody()
                        .withName("API_test")
                        .withGroupId("g")
                        .withEnvId("DEFAULT_ENVIRONMENT_RELEASE_ID")
                        .withType(1)
                        .withPath("/x")
                        .withProtocol(TriggerEventDataRequestBody.ProtocolEnum.HTTP)
                        .withReqMethod(TriggerEventDataRequestBody.ReqMethodEnum.ANY)
                        .withMatchMode(TriggerEventDataRequestBody.MatchModeEnum.SWA)
                        .withAuth(TriggerEventDataRequestBody.AuthEnum.NONE)
                        .withBackendType(TriggerEventDataRequestBody.BackendTypeEnum.FUNCTION)
                        .withFuncInfo(new ApigTriggerFuncInfo().withTimeout(5000)));
        assertThat(api.getEventData().getInvokeUrl())
                .startsWith(server.endpoint().toString())
                .endsWith("/x");
        assertThat(api.getEventData().getApiId()).isEqualTo(api.getTriggerId());
        assertThat(api.getEventData().getFuncInfo().getTimeout()).isEqualTo(5000);

        client.batchDeleteFunctionTriggers(new BatchDeleteFunctionTriggersRequest().withFunctionUrn(urn));
        assertThat(client.listFunctionTriggers(new ListFunctionTriggersRequest().withFunctionUrn(urn))
                        .getBody())
                .isEmpty();
    }

    private static CreateFunctionTriggerResponse create(
            CreateFunctionTriggerRequestBody.TriggerTypeCodeEnum type, TriggerEventDataRequestBody eventData) {
        return client.createFunctionTrigger(new CreateFunctionTriggerRequest()
                .withFunctionUrn(urn)
                .withBody(new CreateFunctionTriggerRequestBody()
                        .withTriggerTypeCode(type)
                        .withEventTypeCode("MessageCreated")
                        .withEventData(eventData)));
    }
}
