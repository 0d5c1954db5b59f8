package funcgraph.server.acceptance.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Logs of functions: kept, found, followed, cut and removed. */
class LogsAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TALKS = """
            def handler(event, context):
                log = context.getLogger()
                print("plain says " + event.get("word", "nothing"))
                log.info("told %s", event.get("word"))
                log.warning("warned")
                log.error("failed on purpose")
                return 1
            """;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().config("""
                        logs:
                          per_call_bytes: 20000
                          followers: 2
                          capacity_bytes: 2000000
                        """).start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_lines_of_a_call_are_found_by_its_request_in_their_order() {
        python("talks", TALKS);
        call("talks", "{\"word\": \"one\"}");
        var id = call("talks", "{\"word\": \"two\"}");

        var lines = logged("talks", "?request_id=" + id, 6);

        assertThat(lines.getFirst().path("line").asString()).contains("Start invoke request '" + id, "version: latest");
        assertThat(lines.getLast().path("line").asString()).contains("Finish invoke request '" + id, "duration: ");
        assertThat(texts(lines.subList(1, 5)))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("plain says two"),
                        line -> assertThat(line).endsWith(id + " INFO told two"),
                        line -> assertThat(line).endsWith(id + " WARNING warned"),
                        line -> assertThat(line).endsWith(id + " ERROR failed on purpose"));
        assertThat(lines.stream().map(line -> line.path("level").asString()))
                .containsExactly("PLATFORM", "", "INFO", "WARN", "ERROR", "PLATFORM");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("request_id").asString()).isEqualTo(id);
            assertThat(line.path("version").asString()).isEqualTo("latest");
            assertThat(Instant.parse(line.path("time").asString()))
                    .isAfter(Instant.now().minusSeconds(3600));
        });
    }

    @Test
    void lines_are_found_by_text_level_and_time_and_in_pages() {
        python("searched", TALKS);
        var before = Instant.now();
        for (var word : new String[] {"Äpfel", "pears", "plums"}) {
            call("searched", "{\"word\": \"" + word + "\"}");
        }
        logged("searched", "", 18);

        assertThat(texts(logs("searched", "?text=" + "SAYS%20%C3%A4pf"))).containsExactly("plain says Äpfel");
        assertThat(logs("searched", "?level=warn").path("logs")).hasSize(6);
        assertThat(texts(logs("searched", "?level=ERROR")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).endsWith(" ERROR failed on purpose"));
        assertThat(logs("searched", "?level=PLATFORM").path("logs")).hasSize(6);
        assertThat(logs("searched", "?to=" + before.toEpochMilli()).path("logs"))
                .isEmpty();
        assertThat(logs("searched", "?from=" + encoded(before)).path("logs")).hasSize(18);
        assertThat(logs("searched", "?from=" + encoded(before.plusSeconds(3600)))
                        .path("logs"))
                .isEmpty();

        var newest = logs("searched", "?text=plain&desc=true&limit=2");
        assertThat(texts(newest)).containsExactly("plain says plums", "plain says pears");
        assertThat(texts(logs(
                        "searched",
                        "?text=plain&desc=true&limit=2&marker="
                                + newest.path("next_marker").asString())))
                .containsExactly("plain says Äpfel");
        var oldest = logs("searched", "?text=plain&limit=2");
        assertThat(texts(oldest)).containsExactly("plain says Äpfel", "plain says pears");
        var rest = logs(
                "searched",
                "?text=plain&limit=2&marker=" + oldest.path("next_marker").asString());
        assertThat(texts(rest)).containsExactly("plain says plums");
        assertThat(rest.path("next_marker").asString()).isEmpty();
    }

    @Test
    void what_cannot_be_asked_is_refused() {
        python("asked", TALKS);

        for (var query :
                List.of("level=LOUD", "limit=0", "limit=1001", "from=yesterday", "marker=-1", "desc=maybe", "to=-1")) {
            assertThat(get("/asked/logs?" + query).refused(400, "FSS.1001").message())
                    .contains(query.substring(0, query.indexOf('=')))
                    .contains("allowed:");
        }
        get("/asked/requests?status=odd").refused(400, "FSS.1001");
        get("/asked/logs/stream?tail=1001").refused(400, "FSS.1001");
        get("/nobody/logs").refused(404, "FSS.1051");
        get("/nobody/logs/stream").refused(404, "FSS.1051");
        get("/nobody/requests").refused(404, "FSS.1051");
    }

    @Test
    void output_of_a_node_function_has_its_levels_and_its_error() {
        create("nodes", "Node.js18.15", """
                exports.handler = async (event, context) => {
                    console.log('plain');
                    context.getLogger().warn('careful');
                    throw new Error('on purpose');
                };
                """);
        var id = invoke("nodes", "{}").header("X-Cff-Request-Id");

        var lines = logged("nodes", "?request_id=" + id, 5);

        assertThat(texts(lines).get(1)).isEqualTo("plain");
        assertThat(texts(lines).get(2)).endsWith(id + " WARN careful");
        assertThat(texts(lines).get(3)).contains(id + " ERROR {").contains("on purpose");
        assertThat(texts(lines).get(4)).contains("(invoke Failed)");
    }

    @Test
    void calls_are_listed_with_what_they_took_and_why_they_failed() {
        python("listed", """
                def handler(event, context):
                    if event.get("bad"):
                        raise ValueError("bad")
                    return 1
                """);
        call("listed", "{}");
        call("listed", "{}");
        var bad = invoke("listed", "{\"bad\": 1}").header("X-Cff-Request-Id");

        var calls = requests("listed", "", 3);

        assertThat(calls.get(0).path("request_id").asString()).isEqualTo(bad);
        assertThat(calls.get(0).path("status").asString()).isEqualTo("failed");
        assertThat(calls.get(0).path("error_code").asString()).isEqualTo("4002");
        assertThat(calls.get(0).path("outcome").asString()).isEqualTo("HandlerFailed");
        var first = calls.get(2);
        assertThat(first.path("status").asString()).isEqualTo("success");
        assertThat(first.path("error_code").asString()).isEmpty();
        assertThat(first.path("cold").asBoolean()).isTrue();
        assertThat(first.path("init_ms").asDouble()).isPositive();
        assertThat(first.path("duration_ms").asDouble()).isPositive();
        assertThat(first.path("memory_size_mb").asInt()).isEqualTo(128);
        assertThat(first.path("memory_used_mb").asDouble()).isPositive();
        assertThat(first.path("invoke_type").asString()).isEqualTo("sync");
        assertThat(calls.get(1).path("cold").asBoolean()).isFalse();
        assertThat(requests("listed", "?status=failed", 1)).hasSize(1);
        assertThat(requests("listed", "?status=success", 2)).hasSize(2);
        // A call that prints nothing has its two lines all the same.
        assertThat(logged(
                        "listed",
                        "?request_id=" + calls.get(1).path("request_id").asString(),
                        2))
                .extracting(line -> line.path("level").asString())
                .containsExactly("PLATFORM", "PLATFORM");
    }

    @Test
    void a_flood_is_cut_at_its_limit_with_a_mark() {
        python("floods", """
                def handler(event, context):
                    for number in range(4000):
                        print("line %08d of many" % number)
                    return 1
                """);
        var id = call("floods", "{}");
        await("the end")
                .atMost(PATIENCE)
                .until(() ->
                        texts(logs("floods", "?desc=true&limit=1")).toString().contains("Finish"));

        var lines = logs("floods", "?limit=1000&request_id=" + id);
        var last = logs("floods", "?limit=3&desc=true&request_id=" + id);

        assertThat(texts(lines).get(1)).isEqualTo("line 00000000 of many");
        assertThat(lines.path("logs").size()).isBetween(900, 940);
        assertThat(texts(last).get(1))
                .matches("\\[\\.\\.\\. cut: [67]\\d{4} more bytes of this call's output are not kept]");
    }

    @Test
    void a_log_is_followed_while_a_long_call_runs_and_resumed_where_it_broke_off() {
        python("long", """
                import time
                def handler(event, context):
                    for number in range(event["lines"]):
                        print("step %d" % number, flush=True)
                        time.sleep(0.05)
                    return 1
                """);
        api.updateConfig("long", "{\"timeout\": 60}").ok();
        call("long", "{\"lines\": 1}");
        logged("long", "", 3);

        long last;
        try (var follower = Follower.of(api, "/long/logs/stream?tail=1", "")) {
            assertThat(follower.next().path("line").asString()).contains("Finish invoke request");
            var calling = Thread.ofVirtual().start(() -> call("long", "{\"lines\": 40}"));
            assertThat(follower.next().path("line").asString()).contains("Start invoke request");
            assertThat(follower.next().path("line").asString()).isEqualTo("step 0");
            assertThat(calling.isAlive()).as("the call still runs").isTrue();
            last = follower.next().path("seq").asLong();
        }
        await("the end of the call")
                .atMost(PATIENCE)
                .until(() -> logs("long", "?text=Finish").path("logs").size() == 2);
        try (var resumed = Follower.of(api, "/long/logs/stream?text=step", Long.toString(last))) {
            for (int number = 2; number < 40; number++) {
                assertThat(resumed.next().path("line").asString()).isEqualTo("step " + number);
            }
        }
    }

    @Test
    void more_followers_than_may_be_are_refused() {
        python("crowded", TALKS);
        try (var first = Follower.of(api, "/crowded/logs/stream", "");
                var second = Follower.of(api, "/crowded/logs/stream?level=ERROR", "")) {
            await("the third")
                    .atMost(PATIENCE)
                    .until(() -> get("/crowded/logs/stream").status() == 429);
            call("crowded", "{\"word\": \"all\"}");

            assertThat(Stream.generate(first::next)
                            .limit(6)
                            .map(line -> line.path("line").asString()))
                    .contains("plain says all");
            assertThat(second.next().path("line").asString()).endsWith("failed on purpose");
        }
        await("room again").atMost(PATIENCE).until(() -> {
            try (var later = Follower.of(api, "/crowded/logs/stream?tail=1", "")) {
                return later.status() == 200
                        && later.next().path("line").asString().contains("Finish");
            }
        });
    }

    @Test
    void a_successor_of_the_same_name_does_not_show_what_its_predecessor_printed() {
        python("reborn", TALKS);
        call("reborn", "{\"word\": \"old\"}");
        logged("reborn", "", 6);
        api.delete("reborn").gone();
        python("reborn", TALKS);

        assertThat(logs("reborn", "").path("logs")).isEmpty();
        call("reborn", "{\"word\": \"new\"}");
        assertThat(texts(logged("reborn", "", 6))).contains("plain says new");
    }

    @Test
    void calls_that_run_in_one_instance_have_their_own_lines() {
        create("shared", "Node.js18.15", """
                exports.handler = async (event, context) => {
                    const logger = context.getLogger();
                    for (let i = 0; i < 5; i++) {
                        logger.info(`${event.who} ${i}`);
                        await new Promise((done) => setTimeout(done, 20));
                    }
                    return 1;
                };
                """);
        api.updateConfig("shared", "{\"strategy_config\": {\"concurrency\": 10, \"concurrent_num\": 10}}")
                .ok();
        call("shared", "{\"who\": \"first\"}");
        var threads = Stream.of("a", "b", "c")
                .map(who -> Thread.ofVirtual().start(() -> call("shared", "{\"who\": \"" + who + "\"}")))
                .toList();
        threads.forEach(LogsAcceptanceTest::join);

        var calls = requests("shared", "", 4);
        for (var call : calls) {
            var own = logged(
                    "shared",
                    "?level=INFO&request_id=" + call.path("request_id").asString(),
                    7);
            var words = own.subList(1, 6).stream()
                    .map(line -> line.path("line").asString())
                    .map(line -> line.substring(line.indexOf(" INFO ") + 6, line.length() - 2))
                    .distinct();
            assertThat(words).hasSize(1);
        }
    }

    @Test
    void the_streams_that_the_api_names_can_be_asked_as_in_the_log_service() {
        python("streamed", TALKS);
        api.send("POST", api.functions() + "/enable-lts-logs", Map.of(), new byte[0])
                .ok();
        api.send("POST", api.functions() + "/enable-async-status-logs", Map.of(), new byte[0])
                .ok();
        var id = call("streamed", "{\"word\": \"seen\"}");
        logged("streamed", "", 6);
        var detail = get("/streamed/lts-log-detail").ok().json();
        var path = "/groups/" + detail.path("group_id").asString() + "/streams/"
                + detail.path("stream_id").asString();

        var all = lts(path, "\"is_count\": true");
        assertThat(all.path("isQueryComplete").asBoolean()).isTrue();
        assertThat(all.path("count").asInt()).isEqualTo(6);
        assertThat(all.path("logs").get(1).path("content").asString()).isEqualTo("plain says seen");
        assertThat(all.path("logs").get(1).path("labels").path("requestId").asString())
                .isEqualTo(id);
        assertThat(lts(path, "\"keywords\": \"WARNED\"").path("logs")).hasSize(1);
        assertThat(lts(path, "\"labels\": {\"level\": \"ERROR\"}").path("logs")).hasSize(1);
        var newest = lts(path, "\"is_desc\": true, \"limit\": 1").path("logs");
        assertThat(newest.get(0).path("content").asString()).contains("Finish invoke request");
        assertThat(lts(
                                path,
                                "\"is_desc\": true, \"line_num\": \""
                                        + newest.get(0).path("line_num").asString() + "\"")
                        .path("logs"))
                .hasSize(5);
        query("/groups/none/streams/none", "{\"start_time\": \"1\", \"end_time\": \"2\"}")
                .refused(404, "FSS.0404");
        query(path, "{}").refused(400, "FSS.0400");

        var accepted =
                api.invokeAsync("streamed", "{}").json().path("request_id").asString();
        var status = get("/async-status-log-detail").ok().json();
        var statusPath = "/groups/" + status.path("group_id").asString() + "/streams/"
                + status.path("stream_id").asString();
        await("its end")
                .atMost(PATIENCE)
                .until(() ->
                        lts(statusPath, "\"limit\": 10").path("logs").toString().contains(accepted));
    }

    private static JsonNode lts(String path, String more) {
        return query(
                        path,
                        "{\"start_time\": \"%d\", \"end_time\": \"%d\", %s}"
                                .formatted(
                                        Instant.now().minusSeconds(3600).toEpochMilli(),
                                        Instant.now().plusSeconds(60).toEpochMilli(),
                                        more))
                .ok()
                .json();
    }

    private static Reply query(String path, String body) {
        return api.send("POST", "/v2/" + api.projectId() + path + "/content/query", Map.of(), body.getBytes(UTF_8));
    }

    @Test
    void logs_outlive_the_server_and_the_oldest_go_when_there_are_too_many() {
        python("kept", """
                def handler(event, context):
                    for number in range(90):
                        print("%s %d %s" % (event["round"], number, "x" * 180))
                    return 1
                """);
        call("kept", "{\"round\": \"first\"}");
        await("written").atMost(PATIENCE).until(() -> count("first") == 90);

        server = server.restart();
        api = Api.of(server);

        assertThat(count("first")).isEqualTo(90);
        for (int number = 0; number < 150; number++) {
            call("kept", "{\"round\": \"more\"}");
        }
        call("kept", "{\"round\": \"last\"}");
        await("the newest are there").atMost(PATIENCE).until(() -> count("last") == 90);
        await("the oldest are gone").atMost(PATIENCE).until(() -> count("first") == 0);
    }

    private static int count(String round) {
        return logs("kept", "?limit=1000&text=" + round + "%20").path("logs").size();
    }

    private static void python(String name, String source) {
        create(name, "Python3.9", source);
    }

    private static void create(String name, String runtime, String source) {
        api.create(Sample.inline(name, runtime, "index.handler", source)).ok();
    }

    private static Reply invoke(String name, String event) {
        return api.invoke(name, event);
    }

    /** Calls it, which must go well, and gives the id of the request. */
    private static String call(String name, String event) {
        return invoke(name, event).ok().header("X-Cff-Request-Id");
    }

    /** As a signature wants it. */
    private static String encoded(Instant time) {
        return time.toString().replace(":", "%3A");
    }

    private static Reply get(String path) {
        return api.send("GET", api.functions() + path, Map.of(), new byte[0]);
    }

    private static JsonNode logs(String name, String query) {
        return get("/" + name + "/logs" + query).ok().json();
    }

    /** The lines, once there are so many. */
    private static List<JsonNode> logged(String name, String query, int count) {
        await(count + " lines of " + name)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(logs(name, query).path("logs")).hasSize(count));
        return logs(name, query).path("logs").valueStream().toList();
    }

    private static List<JsonNode> requests(String name, String query, int count) {
        await(count + " calls of " + name)
                .atMost(PATIENCE)
                .until(() -> get("/" + name + "/requests" + query)
                                .ok()
                                .json()
                                .path("requests")
                                .size()
                        == count);
        return get("/" + name + "/requests" + query)
                .ok()
                .json()
                .path("requests")
                .valueStream()
                .toList();
    }

    private static List<String> texts(JsonNode page) {
        return texts(page.path("logs").valueStream().toList());
    }

    private static List<String> texts(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("line").asString()).toList();
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
