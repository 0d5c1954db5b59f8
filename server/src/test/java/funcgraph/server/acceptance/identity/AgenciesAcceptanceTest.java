package funcgraph.server.acceptance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Proof;
import funcgraph.server.acceptance.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What functions act with: the agencies that {@code xrole} and {@code app_xrole} name. */
class AgenciesAcceptanceTest {

    private static final String CONFIG = """
            api: {project_id: project-1, project_name: cn-north-1}
            projects: [{id: project-2, name: second}]
            iam:
              agencies:
              - {name: reader, projects: [project-1], actions: ['FunctionGraph:function:get*'], duration_seconds: 900}
              - {name: caller, projects: ['*'], actions: ['FunctionGraph:function:invoke']}
              - {name: elsewhere, projects: [project-2], actions: ['*']}
              strict_agencies: %s
            """;

    private static final String TELLS_PYTHON = """
            def handler(event, context):
                return {"access": context.getSecurityAccessKey(), "secret": context.getSecuritySecretKey(),
                        "securityToken": context.getSecurityToken(), "token": context.getToken(),
                        "oldAccess": context.getAccessKey(), "oldSecret": context.getSecretKey()}
            """;

    private static final String TELLS_NODE = """
            exports.handler = async (event, context) => ({
              access: context.getSecurityAccessKey(), secret: context.getSecuritySecretKey(),
              securityToken: context.getSecurityToken(), token: context.getToken(),
              oldAccess: context.getAccessKey(), oldSecret: context.getSecretKey() });
            """;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().config(CONFIG.formatted("false")).start();
        api = Api.of(server);
        api.create(Sample.python("other")).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Deployed telling(String name, String runtime, String agency) {
        var source = runtime.startsWith("Node") ? TELLS_NODE : TELLS_PYTHON;
        var request = Sample.inline(name, runtime, "index.handler", source).put("xrole", agency);
        api.create(request).ok();
        return new Deployed(api, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Python3.9", "Node.js20.15"})
    void function_signs_with_its_agencys_keys_and_may_do_what_the_agency_may(String runtime) {
        var told = telling("signs-" + runtime.charAt(0), runtime, "reader").result("{}");
        var keys = new Proof.TemporaryKeys(
                new Proof.Keys(
                        told.path("access").asString(), told.path("secret").asString()),
                told.path("securityToken").asString());
        var signed = api.as(keys);
        signed.config("other").ok();
        signed.invoke("other", "{}").refused(403, "FSS.0403");
        signed.in("project-2").config("other").refused(403, "FSS.0403");
        api.as(keys.keys()).config("other").refused(401, "FSS.0401");
        assertThat(told.path("oldAccess")).isEqualTo(told.path("access"));
        assertThat(told.path("oldSecret")).isEqualTo(told.path("secret"));
    }

    @Test
    void its_token_is_good_too_and_makes_no_keys_that_live_longer() {
        var told = telling("token", "Python3.9", "caller").result("{}");
        var token = new Proof.Token(told.path("token").asString());
        api.as(token).invoke("other", "{}").ok();
        api.as(token).config("other").refused(403, "FSS.0403");
        var made = api.as(token)
                .send(
                        "POST",
                        "/v3.0/OS-CREDENTIAL/securitytokens",
                        java.util.Map.of(),
                        "{\"auth\": {\"identity\": {\"methods\": [\"token\"]}}}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(made.status()).isEqualTo(403);
    }

    @Test
    void same_keys_are_shown_for_a_while_and_the_agency_for_execution_goes_first() {
        var function = telling("execution", "Python3.9", "reader");
        var first = function.result("{}");
        assertThat(function.result("{}").path("access")).isEqualTo(first.path("access"));
        function.change("{\"app_xrole\": \"caller\"}");
        var token = new Proof.Token(function.result("{}").path("token").asString());
        api.as(token).invoke("other", "{}").ok();
        function.change("{\"xrole\": \"\", \"app_xrole\": \"\"}");
        assertThat(function.result("{}").path("access").asString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cffservice", "elsewhere"})
    void agency_that_is_not_declared_is_stored_as_sent_and_the_log_says_what_that_means(String agency) {
        var function = telling("undeclared-" + agency, "Python3.9", agency);
        var answer = function.callWithLog("{}").ok();
        assertThat(answer.json().path("access").asString()).isEmpty();
        assertThat(api.config(function.name()).ok().json().path("xrole").asString())
                .isEqualTo(agency);
        assertThat(Deployed.log(answer).lines().filter(line -> line.contains("'" + agency + "'")))
                .hasSize(1)
                .allMatch(line -> line.contains("WARN agency") && line.contains("iam.agencies"));
        assertThat(Deployed.log(
                        telling("declared-" + agency, "Python3.9", "reader").callWithLog("{}")))
                .doesNotContain("iam.agencies");
    }

    @Test
    void strict_server_refuses_what_is_not_declared_and_changes_nothing() {
        try (var strict =
                PackagedServer.prepare().config(CONFIG.formatted("true")).start()) {
            var there = Api.of(strict);
            ObjectNode request = Sample.python("f").put("xrole", "cffservice");
            assertThat(there.create(request).refused(403, "FSS.1121").message()).contains("cffservice");
            there.config("f").refused(404, "FSS.1051");
            there.create(request.put("xrole", "reader")).ok();
            there.updateConfig("f", "{\"app_xrole\": \"elsewhere\", \"timeout\": 7}")
                    .refused(403, "FSS.1121");
            JsonNode kept = there.config("f").ok().json();
            assertThat(kept.path("timeout").asInt()).isEqualTo(3);
            there.updateConfig("f", "{\"app_xrole\": \"caller\"}").ok();
        }
    }
}
