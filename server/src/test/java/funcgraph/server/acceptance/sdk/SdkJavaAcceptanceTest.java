package funcgraph.server.acceptance.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.region.Region;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.FuncCode;
import com.huaweicloud.sdk.functiongraph.v2.model.InvokeFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.InvokeFunctionResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.StrategyConfig;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionCodeRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionCodeRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionConfigRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionConfigResponse;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The official Java SDK, unmodified (functiongraph-api 7.1, 7.4). */
class SdkJavaAcceptanceTest {

    private static final String FIRST = """
            def handler(event, context):
                return {"first": event["n"]}
            """;
    private static final String SECOND = """
            def handler(event, context):
                print("called")
                return {"second": event["n"], "colour": context.getUserData("colour")}
            """;

    private static PackagedServer server;

    @BeforeAll
    static void start() {
        for (var talkative : new String[] {"HuaweiCloud-SDK-Access", "com.huaweicloud"}) {
            ((Logger) LoggerFactory.getLogger(talkative)).setLevel(Level.ERROR);
        }
        server = PackagedServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_functions_life_from_creation_to_deletion() {
        var client = client(keys(known("secret_key")).withProjectId(known("project_id")));

        var urn = created(client, "life").getFuncUrn();
        shown(client, urn);
        changed(client, urn);
        recoded(client, urn);
        listed(client, urn);
        invoked(client, urn);
        client.deleteFunction(new DeleteFunctionRequest().withFunctionUrn(urn.replaceFirst(":latest$", "")));

        var gone = catchThrowableOfType(ClientRequestException.class, () -> show(client, urn));
        assertThat(gone.getHttpStatusCode()).isEqualTo(404);
        assertThat(gone.getErrorCode()).isEqualTo("FSS.1051");
        assertThat(gone.getErrorMsg()).isNotBlank();
        assertThat(gone.getRequestId()).isNotBlank();
    }

    @Test
    void the_project_is_looked_up_by_the_regions_name() {
        var endpoint = server.endpoint().toString();
        var region = new Region(known("region"), endpoint);
        var client = FunctionGraphClient.newBuilder()
                .withCredential(keys(known("secret_key")).withIamEndpoint(endpoint))
                .withRegion(region)
                .build();

        var urn = created(client, "looked-up").getFuncUrn();

        assertThat(urn).contains(":" + known("project_id") + ":");
        assertThat(show(client, urn).getProjectName()).isEqualTo(known("project_name"));
    }

    @Test
    void a_wrong_secret_is_unauthorized() {
        var client = client(keys("wrong").withProjectId(known("project_id")));

        var refused = catchThrowableOfType(
                ClientRequestException.class, () -> client.listFunctions(new ListFunctionsRequest()));

        assertThat(refused.getHttpStatusCode()).isEqualTo(401);
        assertThat(refused.getErrorCode()).isEqualTo("FSS.0401");
        assertThat(refused.getErrorMsg()).contains("Incorrect IAM authentication information");
    }

    private static CreateFunctionResponse created(FunctionGraphClient client, String name) {
        var created = client.createFunction(new CreateFunctionRequest()
                .withBody(new CreateFunctionRequestBody()
                        .withFuncName(name)
                        .withPackage("default")
                        .withRuntime(CreateFunctionRequestBody.RuntimeEnum.PYTHON3_9)
                        .withHandler("index.handler")
                        .withTimeout(5)
                        .withMemorySize(128)
                        .withCodeType(CreateFunctionRequestBody.CodeTypeEnum.INLINE)
                        .withFuncCode(encoded(FIRST))));
        assertThat(created.getFuncUrn()).endsWith(":function:default:" + name + ":latest");
        assertThat(created.getFuncName()).isEqualTo(name);
        assertThat(created.getRuntime()).isEqualTo(CreateFunctionResponse.RuntimeEnum.PYTHON3_9);
        assertThat(created.getMemorySize()).isEqualTo(128);
        assertThat(created.getCpu()).isEqualTo(300);
        assertThat(created.getCodeType()).isEqualTo(CreateFunctionResponse.CodeTypeEnum.INLINE);
        assertThat(created.getCodeSize()).isEqualTo(FIRST.length());
        assertThat(created.getDigest()).matches("[0-9a-f]{128}");
        assertThat(created.getVersion()).isEqualTo("latest");
        assertThat(created.getLastModified())
                .isCloseTo(OffsetDateTime.now(ZoneOffset.UTC), within(1, ChronoUnit.MINUTES));
        return created;
    }

    private static void shown(FunctionGraphClient client, String urn) {
        var config = show(client, urn);
        assertThat(config.getFuncUrn()).isEqualTo(urn);
        assertThat(config.getRuntime()).isEqualTo(ShowFunctionConfigResponse.RuntimeEnum.PYTHON3_9);
        assertThat(config.getHandler()).isEqualTo("index.handler");
        assertThat(config.getTimeout()).isEqualTo(5);
        assertThat(config.getDomainId()).isEqualTo(known("domain_id"));
        assertThat(config.getNamespace()).isEqualTo(known("project_id"));
        assertThat(config.getStrategyConfig().getConcurrency()).isEqualTo(-1);
    }

    private static void changed(FunctionGraphClient client, String urn) {
        var before = show(client, urn);
        var changed = client.updateFunctionConfig(new UpdateFunctionConfigRequest()
                .withFunctionUrn(urn)
                .withBody(new UpdateFunctionConfigRequestBody()
                        .withFuncName("life")
                        .withRuntime(UpdateFunctionConfigRequestBody.RuntimeEnum.PYTHON3_9)
                        .withHandler("index.handler")
                        .withTimeout(7)
                        .withMemorySize(256)
                        .withUserData("{\"colour\":\"grün\"}")
                        .withDescription("中文")
                        .withStrategyConfig(new StrategyConfig().withConcurrency(-1))));
        assertThat(changed.getFuncUrn()).isEqualTo(urn);
        assertThat(changed.getRuntime()).isEqualTo(UpdateFunctionConfigResponse.RuntimeEnum.PYTHON3_9);
        assertThat(changed.getTimeout()).isEqualTo(7);
        assertThat(changed.getMemorySize()).isEqualTo(256);
        assertThat(changed.getCpu()).isEqualTo(400);
        assertThat(changed.getUserData()).isEqualTo("{\"colour\":\"grün\"}");
        assertThat(changed.getDescription()).isEqualTo("中文");
        assertThat(changed.getImageName()).isNotBlank().isNotEqualTo(before.getImageName());
        assertThat(changed.getDigest()).isEqualTo(before.getDigest());
        assertThat(changed.getLastModified()).isAfterOrEqualTo(before.getLastModified());
        assertThat(show(client, urn).getUserData()).isEqualTo(changed.getUserData());
    }

    private static void recoded(FunctionGraphClient client, String urn) {
        var recoded = client.updateFunctionCode(new UpdateFunctionCodeRequest()
                .withFunctionUrn(urn)
                .withBody(new UpdateFunctionCodeRequestBody()
                        .withCodeType(UpdateFunctionCodeRequestBody.CodeTypeEnum.INLINE)
                        .withFuncCode(encoded(SECOND))));
        assertThat(recoded.getFuncUrn()).isEqualTo(urn);
        assertThat(recoded.getCodeSize()).isEqualTo(SECOND.length());
        assertThat(recoded.getLastModified()).isNotNull();
    }

    private static void listed(FunctionGraphClient client, String urn) {
        var page =
                client.listFunctions(new ListFunctionsRequest().withMarker("0").withMaxitems("400"));
        assertThat(page.getFunctions()).anySatisfy(function -> {
            assertThat(function.getFuncUrn()).isEqualTo(urn);
            assertThat(function.getMemorySize()).isEqualTo(256);
            assertThat(function.getLastModified()).isNotNull();
        });
        assertThat(page.getNextMarker()).isNotNull();
        assertThat(page.getCount()).isPositive();
    }

    private static void invoked(FunctionGraphClient client, String urn) {
        InvokeFunctionResponse answer = client.invokeFunction(new InvokeFunctionRequest()
                .withFunctionUrn(urn)
                .withXCffLogType("tail")
                .withXCFFRequestVersion("v1")
                .withBody(Map.of("n", 5, "text", "ä€")));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(Api.json(answer.getResult())).isEqualTo(Api.json("{\"second\": 5, \"colour\": \"grün\"}"));
        assertThat(answer.getLog()).contains("Start invoke request '" + answer.getRequestId(), "\ncalled\n");
        assertThat(answer.getXCffRequestId()).isEqualTo(answer.getRequestId());
    }

    private static ShowFunctionConfigResponse show(FunctionGraphClient client, String urn) {
        return client.showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(urn));
    }

    private static FuncCode encoded(String source) {
        return new FuncCode().withFile(Base64.getEncoder().encodeToString(source.getBytes(UTF_8)));
    }

    private static FunctionGraphClient client(BasicCredentials credentials) {
        return FunctionGraphClient.newBuilder()
                .withCredential(credentials)
                .withEndpoint(server.endpoint().toString())
                .build();
    }

    private static BasicCredentials keys(String secretKey) {
        return new BasicCredentials().withAk(known("access_key")).withSk(secretKey);
    }

    private static String known(String name) {
        return server.credentials().path(name).asString();
    }
}
