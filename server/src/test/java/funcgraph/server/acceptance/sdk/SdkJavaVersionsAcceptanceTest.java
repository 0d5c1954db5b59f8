package funcgraph.server.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionVersionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionVersionResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateVersionAliasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateVersionAliasRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteVersionAliasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.InvokeFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionVersionsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListVersionAliasesRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowVersionAliasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateVersionAliasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateVersionAliasRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.VersionStrategy;
import com.huaweicloud.sdk.functiongraph.v2.model.VersionStrategyRules;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Publishing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The official Java SDK, unmodified, on the endpoints of versions and aliases (functiongraph-api 2.2, 2.3, 7.4). */
class SdkJavaVersionsAcceptanceTest {

    private static PackagedServer server;
    private static FunctionGraphClient client;

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
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String known(String name) {
        return server.credentials().path(name).asString();
    }

    @Test
    void versions_and_aliases_from_publication_to_deletion() {
        var api = Api.of(server);
        var function = Publishing.create(api, "walk");
        var urn = function.urn("latest");

        versionsOf(urn, function);
        aliasOf(urn, function);

        client.deleteVersionAlias(
                new DeleteVersionAliasRequest().withFunctionUrn(urn).withAliasName("prod"));
        client.deleteFunction(new DeleteFunctionRequest().withFunctionUrn(function.urn("v1")));
        var gone = catchThrowableOfType(
                ClientRequestException.class,
                () -> client.showVersionAlias(
                        new ShowVersionAliasRequest().withFunctionUrn(urn).withAliasName("prod")));
        assertThat(gone.getErrorCode()).isEqualTo("FSS.1053");
    }

    private static void versionsOf(String urn, Publishing function) {
        var first = published(urn, "v1");
        assertThat(first.getFuncUrn()).isEqualTo(function.urn("v1"));
        assertThat(first.getVersion()).isEqualTo("v1");
        assertThat(first.getVersionDescription()).isEqualTo("about v1");
        assertThat(first.getRuntime()).isEqualTo(CreateFunctionVersionResponse.RuntimeEnum.PYTHON3_9);
        assertThat(first.getMemorySize()).isEqualTo(128);
        assertThat(first.getDigest()).matches("[0-9a-f]{128}");
        assertThat(first.getLastModified()).isNotNull();
        var unchanged = catchThrowableOfType(ClientRequestException.class, () -> published(urn, "v2"));
        assertThat(unchanged.getHttpStatusCode()).isEqualTo(400);
        assertThat(unchanged.getErrorCode()).isEqualTo("FSS.1016");
        function.recode(2);
        published(urn, "v2");

        var page = client.listFunctionVersions(new ListFunctionVersionsRequest()
                .withFunctionUrn(urn)
                .withMarker("0")
                .withMaxitems("400"));
        assertThat(page.getCount()).isEqualTo(3);
        assertThat(page.getNextMarker()).isEqualTo(3);
        assertThat(page.getVersions()).extracting("version").containsExactly("latest", "v1", "v2");
        var listed = page.getVersions().get(1);
        assertThat(listed.getFuncUrn()).isEqualTo(function.urn("v1"));
        assertThat(listed.getConcurrentNum()).isEqualTo(1);
        assertThat(listed.getStrategyConfig().getConcurrency()).isEqualTo(-1);
        assertThat(listed.getLastModified()).isNotNull();
    }

    private static void aliasOf(String urn, Publishing function) {
        var created = client.createVersionAlias(new CreateVersionAliasRequest()
                .withFunctionUrn(urn)
                .withBody(new CreateVersionAliasRequestBody()
                        .withName("prod")
                        .withVersion("v1")
                        .withDescription("说明")
                        .withAdditionalVersionWeights(Map.of("v2", 100))));
        assertThat(created.getAliasUrn()).isEqualTo(function.urn("!prod"));
        assertThat(created.getDescription()).isEqualTo("说明");
        assertThat(created.getLastModified()).isNotNull();
        assertThat(created.getAdditionalVersionWeights()).isEqualTo(Map.of("v2", 100));
        assertThat(result(function.urn("!prod"))).contains("\"version\": \"v2\"", "\"alias\": \"prod\"");

        var rule = new VersionStrategyRules()
                .withRuleType(VersionStrategyRules.RuleTypeEnum.HEADER)
                .withParam("x-group")
                .withOp(VersionStrategyRules.OpEnum.IN)
                .withValue("a,b");
        var updated = client.updateVersionAlias(new UpdateVersionAliasRequest()
                .withFunctionUrn(urn)
                .withAliasName("prod")
                .withBody(new UpdateVersionAliasRequestBody()
                        .withVersion("v1")
                        .withAdditionalVersionStrategy(Map.of(
                                "v2",
                                new VersionStrategy()
                                        .withCombineType(VersionStrategy.CombineTypeEnum.OR)
                                        .withRules(List.of(rule))))));
        assertThat(updated.getVersion()).isEqualTo("v1");
        var shown = client.showVersionAlias(
                new ShowVersionAliasRequest().withFunctionUrn(urn).withAliasName("prod"));
        assertThat(shown.getAdditionalVersionStrategy().get("v2").getRules()).containsExactly(rule);
        assertThat(shown.getAdditionalVersionStrategy().get("v2").getCombineType())
                .isEqualTo(VersionStrategy.CombineTypeEnum.OR);
        assertThat(result(function.urn("!prod"))).contains("\"version\": \"v1\"");

        var all = client.listVersionAliases(new ListVersionAliasesRequest().withFunctionUrn(urn))
                .getBody();
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().getName()).isEqualTo("prod");
        assertThat(all.getFirst().getAliasUrn()).isEqualTo(function.urn("!prod"));
    }

    private static CreateFunctionVersionResponse published(String urn, String version) {
        return client.createFunctionVersion(new CreateFunctionVersionRequest()
                .withFunctionUrn(urn)
                .withBody(new CreateFunctionVersionRequestBody()
                        .withVersion(version)
                        .withDescription("about " + version)
                        .withDigest("")));
    }

    private static String result(String urn) {
        var answer = client.invokeFunction(new InvokeFunctionRequest()
                .withFunctionUrn(urn)
                .withXCFFRequestVersion("v1")
                .withBody(Map.of("n", 1)));
        assertThat(answer.getStatus()).isEqualTo(200);
        return answer.getResult();
    }
}
