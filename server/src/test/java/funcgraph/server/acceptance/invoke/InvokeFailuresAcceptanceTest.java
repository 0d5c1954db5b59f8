package funcgraph.server.acceptance.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.contract.HeaderNames;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Language;
import funcgraph.server.acceptance.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes back from functions that fail, and that the next call is none the worse for it (functiongraph-api 5.3). */
class InvokeFailuresAcceptanceTest {

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
    void what_a_handler_raises_is_told_with_its_stack(Language language) {
        var function = misbehaving(language, "raising");

        var error = failed(function.callWithLog("\"raise\""), "4002");

        assertThat(error.path("errorMessage").asString())
                .startsWith("function invocation exception, error: ")
                .contains("lost");
        assertThat(error.path("errorType").asString()).isIn("KeyError", "RangeError");
        assertThat(error.path("stackTrace").isArray()).isTrue();
        assertThat(error.path("stackTrace").toString())
                .contains("index." + language.ending())
                .doesNotContain("bootstrap");
    }

    @ParameterizedTest
    @EnumSource
    void in_an_envelope_a_failure_is_a_status(Language language) {
        var function = misbehaving(language, "enveloped");

        var answer = function.call(
                "\"raise\"".getBytes(UTF_8), Map.of(HeaderNames.REQUEST_VERSION, "v1", HeaderNames.LOG_TYPE, "tail"));

        var envelope = answer.ok().json();
        assertThat(answer.header(HeaderNames.IS_FUNC_ERR)).isEqualTo("true");
        assertThat(answer.header(HeaderNames.FUNC_ERR_CODE)).isEqualTo("4002");
        assertThat(envelope.path("status").intValue()).isEqualTo(500);
        assertThat(Api.json(envelope.path("result").asString())
                        .path("errorMessage")
                        .asString())
                .contains("lost");
        assertThat(envelope.path("log").asString()).contains("(invoke Failed)");
    }

    @Test
    void errors_handed_to_the_callback_and_rejected_promises_are_failures() {
        var function = misbehaving(Language.NODE, "callback");

        var refused = failed(function.call("\"refuse\""), "4002");
        assertThat(refused.path("errorMessage").asString()).isEqualTo("function entry exception, error: refused");
        assertThat(refused.has("stackTrace")).isFalse();
        var rejected = failed(function.call("\"reject\""), "4002");
        assertThat(rejected.path("errorMessage").asString())
                .isEqualTo("function invocation exception, error: rejected");
        assertThat(rejected.path("errorType").asString()).isEqualTo("TypeError");
    }

    @ParameterizedTest
    @EnumSource
    void results_that_are_too_large_or_no_json_are_errors(Language language) {
        var function = misbehaving(language, "results");
        function.change("{\"memory_size\": 512}");

        var large = failed(function.call("\"large\""), "4004");
        assertThat(large.path("errorMessage").asString())
                .isEqualTo("response body size 6291457 exceeds the limit of 6291456");
        assertThat(function.call("\"fits\"").ok().body()).hasSize(6_291_456);
        failed(function.call("\"unwritable\""), "4007");
    }

    @ParameterizedTest
    @EnumSource
    void an_event_that_is_not_json_is_an_error(Language language) {
        var function = misbehaving(language, "events");
        var pid = function.result("1");

        for (var event : new byte[][] {"{broken".getBytes(UTF_8), {'"', (byte) 0xff, (byte) 0xfe, '"', '"'}, {0}}) {
            var answer = function.call(event, Map.of());
            assertThat(answer.status()).as(answer.text()).isBetween(400, 500);
        }
        assertThat(function.result("1")).isEqualTo(pid);
    }

    @ParameterizedTest
    @EnumSource
    void exit_and_death_in_a_handler_are_failures_and_the_next_call_is_good(Language language) {
        var function = misbehaving(language, "leaving");

        assertThat(failed(function.call("\"exit\""), "4002")
                        .path("errorMessage")
                        .asString())
                .contains("exit(");
        function.result("1");
        assertThat(failed(function.call("\"die\""), "4002").path("errorMessage").asString())
                .contains("ended during the call");
        function.result("1");
    }

    @ParameterizedTest
    @EnumSource
    void too_long_a_call_is_ended_with_all_it_started(Language language) {
        var function = Deployed.create(api, "sleeper", language, "{\"timeout\": 3}");

        var answer = function.callWithLog("{\"seconds\": 60}");

        assertThat(failed(answer, "4010").path("errorMessage").asString()).contains("timed out after 3 seconds");
        assertThat(Deployed.log(answer)).contains("going to sleep", "(invoke Failed)");
        await("the function's child to be gone").atMost(Duration.ofSeconds(5)).until(() -> sleepers() == 0);
        assertThat(function.call("{\"seconds\": 0}").ok().text()).isEqualTo("\"awake\"");
    }

    @ParameterizedTest
    @EnumSource
    void too_much_memory_is_told_as_such_and_the_next_call_is_good(Language language) {
        var function = Deployed.create(api, "greedy", language, "{\"timeout\": 30}");

        var answer = function.call("{\"megabytes\": 320, \"seconds\": 20}");

        assertThat(failed(answer, "4205").path("errorMessage").asString()).contains("memory", "128 MB");
        assertThat(function.result("{\"megabytes\": 0, \"seconds\": 0}").intValue())
                .isZero();
        function.change("{\"memory_size\": 1024}");
        assertThat(function.result("{\"megabytes\": 320, \"seconds\": 0}").intValue())
                .isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource
    void a_handler_that_is_not_there_is_named(Language language) {
        var function = misbehaving(language, "missing");

        function.change("{\"handler\": \"index.absent\"}");
        assertThat(failed(function.call("1"), "4001").path("errorMessage").asString())
                .contains("cannot find handler 'index.absent'", "index." + language.ending());
        function.change("{\"handler\": \"nowhere.handler\"}");
        assertThat(failed(function.call("1"), "4001").path("errorMessage").asString())
                .contains("cannot find handler 'nowhere.handler'", "there is no file nowhere." + language.ending());
        function.change("{\"handler\": \"index.handler\"}");
        function.result("1");
    }

    @ParameterizedTest
    @EnumSource
    void code_that_does_not_load_says_why(Language language) {
        var function = Deployed.create(api, "unloadable", language, "{}");

        var error = failed(function.call("1"), "4009");

        assertThat(error.path("errorMessage").asString())
                .contains("cannot load handler 'index.handler'", "this file does not load");
    }

    @ParameterizedTest
    @EnumSource
    void the_initializer_runs_once_in_each_worker(Language language) {
        var function = initialized(language, "once");

        var first = function.callWithLog("{}").ok();

        assertThat(first.json().path("prepared")).isEqualTo(Api.json("[\"fine\"]"));
        assertThat(Deployed.log(first)).contains("preparing");
        var second = function.callWithLog("{}").ok();
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(Deployed.log(second)).doesNotContain("preparing");
    }

    @ParameterizedTest
    @EnumSource
    void an_initializer_that_raises_or_hangs_fails_the_call(Language language) {
        var function = initialized(language, "failing");

        function.change("{\"user_data\": \"{\\\"mode\\\": \\\"raise\\\"}\"}");
        assertThat(failed(function.call("{}"), "4201").path("errorMessage").asString())
                .isEqualTo("function initialization exception: not today");
        function.change("{\"user_data\": \"{\\\"mode\\\": \\\"hang\\\"}\", \"initializer_timeout\": 1}");
        assertThat(failed(function.call("{}"), "4211").path("errorMessage").asString())
                .contains("function initialization exception", "timed out after 1 second");
        function.change("{\"user_data\": \"{\\\"mode\\\": \\\"fine\\\"}\"}");
        assertThat(function.result("{}").path("prepared")).isEqualTo(Api.json("[\"fine\"]"));
    }

    private static Deployed misbehaving(Language language, String name) {
        return Deployed.create(
                api, "misbehaving", language, "{\"func_name\": \"%s-%s\"}".formatted(name, language.ending()));
    }

    private static Deployed initialized(Language language, String name) {
        return Deployed.create(api, "initialized", language, """
                {"func_name": "%s-%s", "initializer_handler": "index.initializer", "initializer_timeout": 5,
                 "user_data": "{\\"mode\\": \\"fine\\"}"}
                """.formatted(name, language.ending()));
    }

    private static long sleepers() {
        return server.workers().stream()
                .filter(worker -> worker.info().command().orElse("").endsWith("sleep"))
                .count();
    }

    /** Asserts a failure of user code, told as such in status, headers and body. */
    private static tools.jackson.databind.JsonNode failed(Reply answer, String code) {
        assertThat(answer.status()).as(answer::text).isEqualTo(500);
        assertThat(answer.header(HeaderNames.IS_FUNC_ERR)).isEqualTo("true");
        assertThat(answer.header(HeaderNames.FUNC_ERR_CODE)).as(answer::text).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("errorType").asString()).isNotBlank();
        return answer.json();
    }
}
