package funcgraph.server.acceptance.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.HeaderNames;
import funcgraph.contract.Limits;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Language;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes back from calls that go well: results, headers, log, sizes and text (functiongraph-api 5.2). */
class InvokeAnswersAcceptanceTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

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

    @ParameterizedTest
    @EnumSource
    void without_an_envelope_the_result_is_the_body(Language language) {
        var echo = Deployed.create(api, "echo", language, "{\"func_name\": \"plain-%s\"}".formatted(language.ending()));

        var answer = echo.call("{\"a\": [1, 2.5, null, true, \"ä€\"]}").ok();

        assertThat(answer.json()).isEqualTo(Api.json("{\"a\": [1, 2.5, null, true, \"ä€\"]}"));
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header(HeaderNames.RESPONSE_VERSION)).isEqualTo("v0");
        assertThat(answer.header(HeaderNames.CFF_REQUEST_ID)).matches(UUID);
        assertThat(answer.header(HeaderNames.FUNC_ERR_CODE)).isEqualTo("0");
        assertThat(answer.header(HeaderNames.IS_FUNC_ERR)).isEqualTo("false");
        assertThat(answer.headers().firstValue(HeaderNames.FUNCTION_LOG)).isEmpty();
        assertThat(answer.header(HeaderNames.BILLING_DURATION)).matches("[1-9]\\d*");
        var summary = Api.json(answer.header(HeaderNames.INVOKE_SUMMARY));
        assertThat(summary.path("duration").doubleValue()).isPositive();
        assertThat(summary.path("billingDuration").asString()).isEqualTo(answer.header(HeaderNames.BILLING_DURATION));
        assertThat(summary.path("memorySize").intValue()).isEqualTo(128);
        assertThat(summary.path("memoryUsed").doubleValue()).isBetween(1.0, 128.0);
    }

    @ParameterizedTest
    @EnumSource
    void in_an_envelope_come_result_log_and_status(Language language) {
        var echo =
                Deployed.create(api, "echo", language, "{\"func_name\": \"sealed-%s\"}".formatted(language.ending()));

        var envelope = echo.callEnveloped("{\"n\": 1}");

        assertThat(envelope.propertyNames()).containsExactlyInAnyOrder("request_id", "result", "log", "status");
        assertThat(envelope.path("result").isString()).isTrue();
        assertThat(Api.json(envelope.path("result").asString())).isEqualTo(Api.json("{\"n\": 1}"));
        assertThat(envelope.path("status").intValue()).isEqualTo(200);
        var id = envelope.path("request_id").asString();
        assertThat(envelope.path("log").asString())
                .matches("(?s)\\S+Z Start invoke request '" + id + "', version: latest\\nheard .*"
                        + "\\S+Z Finish invoke request '" + id + "', duration: [\\d.]+ms, billing duration: \\d+ms, "
                        + "memory used: [\\d.]+MB, billing memory: 128MB\\n");
        var plain = echo.callWithLog("{}");
        assertThat(Deployed.log(plain)).contains("heard", plain.header(HeaderNames.CFF_REQUEST_ID));
        var unlogged = echo.call("{}".getBytes(UTF_8), Map.of(HeaderNames.REQUEST_VERSION, "v1"));
        assertThat(unlogged.json().path("log").asString()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_event_counts_as_an_empty_object(Language language) {
        var echo = Deployed.create(api, "echo", language, "{\"func_name\": \"empty-%s\"}".formatted(language.ending()));

        assertThat(echo.result("")).isEqualTo(Api.json("{}"));
        assertThat(echo.call("null").ok().text()).isIn("", "null");
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_json_and_every_character_goes_through(Language language) {
        var echo = Deployed.create(api, "echo", language, "{\"func_name\": \"text-%s\"}".formatted(language.ending()));

        for (var event : new String[] {
            "\"text\"",
            "17",
            "-1.5",
            "true",
            "[]",
            "[[[]]]",
            "{\"\": \"\"}",
            "\"\"",
            "{\"键\": \"值\"}",
            "\"\\u0000 \\u001f \\\" \\\\ \\/ \\n\"",
            "\"\uD83D\uDE00 \\ud83d\\ude00\"",
            "\"\\ud800 alone\"",
            "\"\u2028\u2029\uFEFF\uFFFF\"",
            "{\"a\": 1, \"a\": 2}",
            "  {\"blanks\" : 1 }  "
        }) {
            assertThat(echo.result(event)).as(event).isEqualTo(Api.json(event));
        }
    }

    @ParameterizedTest
    @EnumSource
    void six_megabytes_fit_and_one_byte_more_does_not(Language language) {
        var echo = Deployed.create(
                api,
                "echo",
                language,
                "{\"func_name\": \"sizes-%s\", \"memory_size\": 512}".formatted(language.ending()));
        var largest = "\"" + "x".repeat(Limits.EVENT_BYTES - 2) + "\"";

        assertThat(echo.call(largest).ok().body()).hasSize(Limits.EVENT_BYTES);
        echo.call(largest + " ").refused(413, "FSS.1201");
        assertThat(echo.result("1")).isEqualTo(Api.json("1"));
    }

    @ParameterizedTest
    @EnumSource
    void the_log_holds_the_last_four_kilobytes_and_no_broken_character(Language language) {
        var function = Deployed.create(
                api, "misbehaving", language, "{\"func_name\": \"flood-%s\"}".formatted(language.ending()));

        var log = Deployed.log(function.callWithLog("\"flood\"").ok());

        assertThat(log.getBytes(UTF_8).length).isBetween(Limits.LOG_TAIL_BYTES - 3, Limits.LOG_TAIL_BYTES);
        assertThat(log).contains("line 4999 ä€\n").doesNotContain("\uFFFD").endsWith("billing memory: 128MB\n");
    }

    @ParameterizedTest
    @EnumSource
    void a_second_call_reuses_the_warm_worker(Language language) {
        var function = Deployed.create(
                api, "misbehaving", language, "{\"func_name\": \"warm-%s\"}".formatted(language.ending()));

        var first = function.result("1");

        assertThat(function.result("1")).isEqualTo(first);
        assertThat(function.call("\"nothing\"").ok().body()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void context_and_environment_show_the_metadata(Language language) {
        var function = Deployed.create(api, "context", language, """
                {"memory_size": 256, "timeout": 7, "user_data": "{\\"colour\\": \\"grün\\"}",
                 "encrypted_user_data": "{\\"secret\\": \\"s3cret\\"}"}
                """);

        var answer = function.call("{}").ok();

        var seen = answer.json();
        assertThat(seen.path("function").asString()).isEqualTo(function.name());
        assertThat(seen.path("package").asString()).isEqualTo("default");
        assertThat(seen.path("project").asString()).isEqualTo(api.projectId());
        assertThat(seen.path("request").asString()).isEqualTo(answer.header(HeaderNames.CFF_REQUEST_ID));
        assertThat(seen.path("memory").asString()).isEqualTo("256");
        assertThat(seen.path("cpu").asString()).isEqualTo("400");
        assertThat(seen.path("colour").asString()).isEqualTo("grün");
        assertThat(seen.path("secret").asString()).isEqualTo("s3cret");
        assertThat(seen.path("environment"))
                .isEqualTo(
                        Api.json(
                                "{\"colour\": \"grün\", \"handler\": \"index.handler\", \"timeout\": \"7\", \"memory\": \"256\"}"));
    }
}
