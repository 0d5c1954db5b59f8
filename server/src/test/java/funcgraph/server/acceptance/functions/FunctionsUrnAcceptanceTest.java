package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The six forms of a URN on every route of a function (functiongraph-api 1.1). */
class FunctionsUrnAcceptanceTest {

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> forms() {
        var project = api.projectId();
        return Stream.of(
                "test",
                "default:test",
                project + ":default:test",
                project + ":default:test:latest",
                api.urn("test"),
                api.urn("test") + ":latest");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_form_reaches_the_function_on_every_route(String urn) {
        for (var written : List.of(urn, urn.replace(":", "%3A"))) {
            api.create(Sample.inline("test", "Python3.9", "index.handler", "def handler(e, c): return 1"))
                    .ok();
            assertThat(api.config(written).ok().json().path("func_name").asString())
                    .isEqualTo("test");
            assertThat(api.updateConfig(written, "{\"timeout\": 4}")
                            .ok()
                            .json()
                            .path("timeout")
                            .asInt())
                    .isEqualTo(4);
            assertThat(api.code(written).ok().json().path("func_name").asString())
                    .isEqualTo("test");
            api.updateCode(written, Sample.code("inline", "def handler(e, c): return 2".getBytes(UTF_8)))
                    .ok();
            assertThat(api.invoke(written, "{}").ok().text()).isEqualTo("2");
            if (urn.endsWith(":latest")) {
                api.delete(written).refused(400, "FSS.0400");
                api.delete("test").gone();
            } else {
                api.delete(written).gone();
            }
            assertGone(written);
        }
    }

    private static void assertGone(String urn) {
        api.config(urn).refused(404, "FSS.1051");
        api.updateConfig(urn, "{}").refused(404, "FSS.1051");
        api.code(urn).refused(404, "FSS.1051");
        api.updateCode(urn, Sample.code("inline", new byte[] {'x'})).refused(404, "FSS.1051");
        api.invoke(urn, "{}").refused(404, "FSS.1051");
        api.delete(urn).refused(404, "FSS.1051");
    }

    @Test
    void a_version_or_an_alias_is_not_changed_and_not_found() {
        api.create(Sample.python("versioned")).ok();
        var version = api.urn("versioned") + ":v1";
        var alias = api.urn("versioned") + ":!prod";
        for (var urn : List.of(version, alias, alias.replace("!", "%21"), api.projectId() + ":default:versioned:v1")) {
            var code = urn.endsWith("prod") ? "FSS.1053" : "FSS.1052";
            api.updateConfig(urn, "{}").refused(400, "FSS.1015");
            api.updateCode(urn, Sample.code("inline", new byte[] {'x'})).refused(400, "FSS.1015");
            api.config(urn).refused(404, code);
            api.code(urn).refused(404, code);
            api.invoke(urn, "{}").refused(404, code);
            api.delete(urn).refused(404, code);
        }
        api.config("versioned").ok();
        api.updateConfig(api.urn("nobody") + ":v1", "{}").refused(404, "FSS.1051");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:b:c:d:e",
                "urn:fss:cn-north-1:P:function:default",
                "urn:fss:cn-north-1:P:function:default:f:v1:x",
                "urn:fgs:cn-north-1:P:function:default:f",
                "URN:fss:cn-north-1:P:function:default:f",
                "urn:fss:cn-north-1:P:workflow:default:f",
                "urn:fss:other-region:P:function:default:f",
                "urn:fss:cn-north-1:P:function:default:f:",
                "urn:fss:cn-north-1:P:function:default:f:!",
                "urn:fss:cn-north-1:P:function:default:f:..",
                "urn:fss:cn-north-1:P:function::f",
                "urn:fss:cn-north-1:P:function:default:",
                "1f",
                "-f",
                "f-",
                "f.g",
                "f%20g",
                "f%00",
                "f%2Fg",
                "..",
                "%2e%2e",
                "%E4%B8%AD",
                "default:f%0a"
            })
    void a_malformed_urn_is_400_on_every_route(String text) {
        var urn = text.replace(":P:", ":" + api.projectId() + ":");
        api.config(urn).refused(400, "FSS.1309");
        api.updateConfig(urn, "{}").refused(400, "FSS.1309");
        api.code(urn).refused(400, "FSS.1309");
        api.updateCode(urn, Sample.object()).refused(400, "FSS.1309");
        api.delete(urn).refused(400, "FSS.1309");
        api.invoke(urn, "{}").refused(400, "FSS.1309");
    }

    @Test
    void names_have_60_characters_and_a_path_is_percent_encoded_utf_8() {
        api.config("f".repeat(60)).refused(404, "FSS.1051");
        api.config("f".repeat(61)).refused(400, "FSS.1309");
        api.config("f%FF").refused(400, "FSS.0400");
        api.send("GET", api.functions() + "/" + "f".repeat(20_000) + "/config", Map.of(), new byte[0]);
        api.list("").ok();
    }
}
