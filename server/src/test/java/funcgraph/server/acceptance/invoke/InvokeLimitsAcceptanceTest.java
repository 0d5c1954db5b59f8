package funcgraph.server.acceptance.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Language;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Scenario;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that do not reach a function, and what a change of metadata means for the very next call. */
class InvokeLimitsAcceptanceTest {

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

    @Test
    void unknown_functions_versions_and_aliases_are_not_found() {
        var echo = Deployed.create(api, "echo", Language.PYTHON, "{\"func_name\": \"known\"}");

        api.invoke("unknown", "{}").refused(404, "FSS.1051");
        api.invoke(api.urn(echo.name()) + ":7", "{}").refused(404, "FSS.1052");
        api.invoke(api.urn(echo.name()) + ":!prod", "{}").refused(404, "FSS.1053");
        api.invoke(api.urn(echo.name()) + ":latest", "{}").ok();
    }

    @Test
    void a_disabled_function_is_refused_until_it_is_enabled() {
        var echo = Deployed.create(api, "echo", Language.PYTHON, "{\"func_name\": \"disabled\"}");

        echo.change("{\"strategy_config\": {\"concurrency\": 0}}");
        assertThat(echo.call("{}").refused(429, "FSS.0429").message()).isEqualTo("Function Disabled");
        echo.change("{\"strategy_config\": {\"concurrency\": -1}}");
        echo.call("{}").ok();
    }

    @ParameterizedTest
    @EnumSource
    void no_more_calls_run_at_a_time_than_concurrency_allows(Language language) throws Exception {
        var sleeper = Deployed.create(
                api, "sleeper", language, "{\"timeout\": 20, \"func_name\": \"gate-%s\"}".formatted(language.ending()));
        sleeper.change("{\"strategy_config\": {\"concurrency\": 2}}");
        var answers = new ArrayList<Future<Reply>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < 5; call++) {
                answers.add(threads.submit(() -> sleeper.call("{\"seconds\": 2}")));
            }
        }

        int good = 0;
        for (var answer : answers) {
            if (answer.get().status() == 200) {
                good++;
            } else {
                assertThat(answer.get().refused(429, "FSS.0429").message()).contains("2 calls");
            }
        }
        assertThat(good).isEqualTo(2);
        sleeper.call("{\"seconds\": 0}").ok();
    }

    @Test
    void a_runtime_that_is_absent_is_refused_with_what_can_be_done() {
        var request = Sample.metadata("absent-runtime", "C#(.NET Core 3.1)", "A::B.C::Handle");
        api.create(Sample.with(request, "zip", Scenario.named("echo").packed())).ok();

        assertThat(api.invoke("absent-runtime", "{}").refused(503, "FSS.0503").message())
                .contains("C#(.NET Core 3.1)", "no package registry has it");
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_runs_under_the_changed_metadata(Language language) {
        var function = Deployed.create(api, "context", language, "{\"user_data\": \"{\\\"colour\\\": \\\"red\\\"}\"}");
        assertThat(function.result("{}").path("colour").asString()).isEqualTo("red");

        for (int round = 0; round < 3; round++) {
            function.change("{\"user_data\": \"{\\\"colour\\\": \\\"green %d\\\"}\"}".formatted(round));
            assertThat(function.result("{}").path("colour").asString()).isEqualTo("green " + round);
            assertThat(function.result("{}").path("environment").path("colour").asString())
                    .isEqualTo("green " + round);
        }
        function.change("{\"user_data\": \"\"}");
        assertThat(function.result("{}").path("colour").isNull()
                        || function.result("{}").path("colour").isMissingNode())
                .isTrue();
        function.change("{\"memory_size\": 768}");
        assertThat(function.result("{}").path("memory").asString()).isEqualTo("768");
        assertThat(function.result("{}").path("cpu").asString()).isEqualTo("800");
        function.change("{\"timeout\": 11}");
        assertThat(function.result("{}").path("environment").path("timeout").asString())
                .isEqualTo("11");
        function.change("{\"handler\": \"index.other\"}");
        assertThat(function.result("{}").path("entry").asString()).isEqualTo("other");
    }

    @Test
    void the_very_next_call_runs_in_the_changed_runtime() {
        var function = Deployed.create(api, "context", Language.PYTHON, "{\"func_name\": \"polyglot\"}");

        assertThat(function.result("{}").path("language").asString()).isEqualTo("python");
        function.change("{\"runtime\": \"Node.js18.15\"}");
        assertThat(function.result("{}").path("language").asString()).isEqualTo("node");
        function.change("{\"runtime\": \"Python3.12\"}");
        assertThat(function.result("{}").path("language").asString()).isEqualTo("python");
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_runs_the_changed_code(Language language) {
        var function = Deployed.create(
                api, "context", language, "{\"func_name\": \"recoded-%s\"}".formatted(language.ending()));
        function.result("{}");

        api.updateCode(
                        function.name(),
                        Sample.code("zip", Scenario.named("echo").packed()))
                .ok();

        assertThat(function.result("{\"now\": \"echo\"}")).isEqualTo(Api.json("{\"now\": \"echo\"}"));
    }

    @Test
    void a_deleted_function_is_gone_and_its_workers_with_it() {
        var function = Deployed.create(api, "context", Language.PYTHON, "{\"func_name\": \"deleted\"}");
        function.result("{}");
        var before = server.workers();

        api.delete(function.name()).gone();

        function.call("{}").refused(404, "FSS.1051");
        // In a sandbox a function does not know by which id its machine knows it.
        org.awaitility.Awaitility.await("its worker to end")
                .until(() -> before.stream().anyMatch(worker -> !worker.isAlive()));
    }
}
