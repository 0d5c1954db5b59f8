package funcgraph.server.acceptance.async;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Asynchronous invocations: accepted, listed, cancelled, and kept over a restart. */
class AsyncInvocationAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().config("""
                        async:
                          running_per_function: 4
                        """).start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_event_is_accepted_run_and_listed() {
        create("plain", "return event");

        var answer = api.invokeAsync("plain", "{\"n\": 1}");

        assertThat(answer.status()).as(answer::text).isEqualTo(202);
        var id = answer.json().path("request_id").asString();
        assertThat(answer.json().path("request-id").asString()).isEqualTo(id);
        assertThat(answer.header("X-Cff-Request-Id")).isEqualTo(id);
        var ended = ended("plain", id);
        assertThat(ended.path("status").asString()).isEqualTo("SUCCESS");
        assertThat(ended.path("error_code").asInt()).isZero();
        assertThat(ended.path("start_time").asString()).matches("\\d{4}-.*T.*[+-]\\d\\d:\\d\\d");
        assertThat(ended.path("end_time").asString()).isNotEmpty();
    }

    @Test
    void the_function_sees_that_nobody_waits() {
        create("told", "assert event == {'a': [1]}, event");

        assertThat(ended("told", accept("told", "{\"a\": [1]}")).path("status").asString())
                .isEqualTo("SUCCESS");
    }

    @Test
    void an_error_of_the_function_is_shown_and_not_tried_again_without_a_configuration() {
        create("broken", "raise ValueError('on purpose')");

        var ended = ended("broken", accept("broken", "{}"));

        assertThat(ended.path("status").asString()).isEqualTo("FAIL");
        assertThat(ended.path("error_code").asInt()).isEqualTo(4002);
        assertThat(ended.path("error_message").asString()).contains("on purpose");
    }

    @Test
    void what_cannot_be_accepted_is_refused() {
        create("refused", "return 1");

        api.invokeAsync("nobody", "{}").refused(404, "FSS.1051");
        api.invokeAsync("default:nobody", "{}").refused(404, "FSS.1051");
        api.invokeAsync(api.urn("refused") + ":v9", "{}").refused(404, "FSS.1052");
        api.invokeAsync(api.urn("refused") + ":!nobody", "{}").refused(404, "FSS.1053");
        api.invokeAsync("refused", "\"" + "x".repeat(256 * 1024) + "\"").refused(413, "FSS.1201");
        api.updateConfig("refused", "{\"strategy_config\": {\"concurrency\": 0}}")
                .ok();
        assertThat(api.invokeAsync("refused", "{}").refused(429, "FSS.0429").message())
                .isEqualTo("Function Disabled");
    }

    @Test
    void lists_are_filtered_and_paged() {
        create("listed", "if event['bad']: raise ValueError('bad')");
        var good = accept("listed", "{\"bad\": false}");
        var bad = accept("listed", "{\"bad\": true}");
        ended("listed", good);
        ended("listed", bad);

        var all = list("listed", "");
        assertThat(all.path("count").asInt()).isEqualTo(2);
        assertThat(all.path("next_marker").asInt()).isEqualTo(2);
        assertThat(all.path("invocations").get(0).path("request_id").asString()).isEqualTo(bad);
        assertThat(ids(list("listed", "?status=FAIL"))).containsExactly(bad);
        assertThat(ids(list("listed", "?status=SUCCESS"))).containsExactly(good);
        assertThat(ids(list("listed", "?limit=1&marker=1"))).containsExactly(good);
        assertThat(ids(list("listed", "?marker=5"))).isEmpty();
        assertThat(ids(list("listed", "?query_end_time=2020-01-01T00%3A00%3A00")))
                .isEmpty();
        assertThat(ids(list("listed", "?query_begin_time=2020-01-01T00%3A00%3A00")))
                .hasSize(2);
        api.asyncInvocations("listed", "?status=DONE").refused(400, "FSS.1001");
        api.asyncInvocations("listed", "?limit=-1").refused(400, "FSS.1001");
        api.asyncInvocations("listed", "?query_begin_time=yesterday").refused(400, "FSS.1001");
        api.asyncInvocations("nobody", "").refused(404, "FSS.1051");
    }

    @Test
    void what_waits_can_be_cancelled_and_what_runs_by_force() {
        create("slow", "import time; time.sleep(30)");
        api.updateConfig("slow", "{\"timeout\": 60, \"strategy_config\": {\"concurrency\": 1}}")
                .ok();
        var first = accept("slow", "{}");
        await("the first runs")
                .atMost(PATIENCE)
                .until(() -> status("slow", first).equals("RUNNING"));
        var second = accept("slow", "{}");
        await("the second waits")
                .atMost(PATIENCE)
                .until(() -> status("slow", second).equals("WAIT"));

        assertThat(ids(api.send("GET", api.functions() + "/slow/active-async-invocations", Map.of(), new byte[0])
                        .ok()
                        .json()))
                .containsExactly(second, first);
        cancel("{\"request_id\": \"nonsense\"}").refused(400, "FSS.0400");
        cancel("{}").refused(400, "FSS.0400");
        cancel("{\"request_id\": \"" + first + "\", \"type\": \"gently\"}").refused(400, "FSS.0400");
        assertThat(cancel("{\"request_id\": \"" + first + "\"}")
                        .refused(400, "FSS.0400")
                        .message())
                .contains("force");
        cancelWhileItWaits(second);
        assertThat(cancel("{\"request_id\": \"" + first + "\", \"type\": \"force\"}")
                        .ok()
                        .text())
                .isEqualTo("{}");

        for (var id : new String[] {first, second}) {
            var ended = ended("slow", id);
            assertThat(ended.path("status").asString()).isEqualTo("FAIL");
            assertThat(ended.path("error_code").asInt()).isEqualTo(4208);
            assertThat(ended.path("error_message").asString()).isEqualTo("function invocation canceled");
        }
    }

    @Test
    void what_is_cancelled_by_force_as_it_begins_does_not_run_to_its_end() {
        create("regretted", "import time; time.sleep(2); return 1");
        for (int i = 0; i < 15; i++) {
            var id = accept("regretted", "{}");
            await("cancelled")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> cancel("regretted", "{\"request_id\": \"" + id + "\", \"type\": \"force\"}")
                                    .status()
                            == 200);
            var ended = ended("regretted", id);
            assertThat(ended.path("status").asString()).isEqualTo("FAIL");
            assertThat(ended.path("error_code").asInt()).isEqualTo(4208);
        }
    }

    @Test
    void a_slow_function_does_not_delay_another() {
        create("sleeps", "import time; time.sleep(20)");
        api.updateConfig("sleeps", "{\"timeout\": 60}").ok();
        for (int i = 0; i < 50; i++) {
            accept("sleeps", "{}");
        }
        create("quick", "return 1");

        long before = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            ended("quick", accept("quick", "{}"));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        api.delete("sleeps").gone();
    }

    @Test
    void what_waits_at_a_stop_runs_after_the_next_start() {
        try (var first = PackagedServer.start()) {
            var before = Api.of(first);
            before.create(python("later", "return 1")).ok();
            before.updateConfig("later", "{\"strategy_config\": {\"concurrency\": 1}}")
                    .ok();
            var accepted = new ArrayList<String>();
            for (int i = 0; i < 30; i++) {
                accepted.add(before.invokeAsync("later", "{}")
                        .json()
                        .path("request_id")
                        .asString());
            }
            first.stop();
            try (var second = first.restart()) {
                var after = Api.of(second);
                for (var id : accepted) {
                    await(id)
                            .atMost(PATIENCE)
                            .until(() -> status(after, "later", id).equals("SUCCESS"));
                }
            }
        }
    }

    @Test
    void the_status_log_is_enabled_once() {
        var path = api.functions() + "/enable-async-status-logs";
        api.send("POST", path, Map.of(), new byte[0]).ok();
        var first = api.send("GET", api.functions() + "/async-status-log-detail", Map.of(), new byte[0])
                .ok()
                .json();
        api.send("POST", path, Map.of(), "{}".getBytes(UTF_8)).ok();
        var second = api.send("GET", api.functions() + "/async-status-log-detail", Map.of(), new byte[0])
                .ok()
                .json();

        assertThat(first.path("group_id").asString()).isNotEmpty();
        assertThat(second).isEqualTo(first);
    }

    private static void cancelWhileItWaits(String id) {
        // It is tried now and then, and is not to be cancelled in just that moment without force.
        await("cancelled")
                .atMost(PATIENCE)
                .until(() -> cancel("{\"request_id\": \"" + id + "\"}").status() == 200);
    }

    private static Reply cancel(String body) {
        return cancel("slow", body);
    }

    private static Reply cancel(String name, String body) {
        return api.send("POST", api.functions() + "/" + name + "/cancel", Map.of(), body.getBytes(UTF_8));
    }

    private static void create(String name, String body) {
        api.create(python(name, body)).ok();
    }

    private static JsonNode python(String name, String body) {
        return Sample.inline(name, "Python3.9", "index.handler", "def handler(event, context):\n    " + body + "\n");
    }

    private static String accept(String name, String event) {
        var answer = api.invokeAsync(name, event);
        assertThat(answer.status()).as(answer::text).isEqualTo(202);
        return answer.json().path("request_id").asString();
    }

    private static JsonNode list(String name, String query) {
        return api.asyncInvocations(name, query).ok().json();
    }

    private static List<String> ids(JsonNode list) {
        return list.path("invocations")
                .valueStream()
                .map(each -> each.path("request_id").asString())
                .toList();
    }

    private static JsonNode ended(String name, String id) {
        await(name + " " + id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !status(name, id).matches("WAIT|RUNNING"));
        return list(name, "?request_id=" + id).path("invocations").get(0);
    }

    private static String status(String name, String id) {
        return status(api, name, id);
    }

    private static String status(Api where, String name, String id) {
        return where.asyncInvocations(name, "?request_id=" + id)
                .ok()
                .json()
                .path("invocations")
                .get(0)
                .path("status")
                .asString();
    }
}
