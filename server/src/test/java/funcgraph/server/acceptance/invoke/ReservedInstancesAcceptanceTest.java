package funcgraph.server.acceptance.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reserved instances on a server as users have it: they are there before a call, after a crash, a change, a restart. */
class ReservedInstancesAcceptanceTest {

    /** Answers which instance it is and when that was loaded, in milliseconds, and what its metadata says. */
    private static final String SOURCE = """
            import time, uuid
            LOADED = int(time.time() * 1000)
            ID = str(uuid.uuid4())
            def handler(event, context):
                time.sleep(event.get("seconds", 0))
                return {"loaded": LOADED, "id": ID, "key": context.getUserData("key"), "version": context.getVersion()}
            """;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare()
                .config("runtimes: {keep_alive_seconds: 1, memory_mb: 4096}")
                .start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Deployed function(String name) {
        api.create(Sample.inline(name, "Python3.9", "index.handler", SOURCE)).ok();
        return new Deployed(api, name);
    }

    private static Reply reserve(String function, String body) {
        return api.send("PUT", api.functions() + "/" + function + "/reservedinstances", Map.of(), body.getBytes(UTF_8));
    }

    private static Reply get(String what) {
        var encoded = what.replace(":", "%3A").replace("!", "%21");
        return api.send("GET", api.functions() + "/" + encoded, Map.of(), new byte[0]);
    }

    private static void awaitPresent(String urn, int count) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    var listed = get("reservedinstances?urn=" + urn).ok().json();
                    assertThat(listed.path("reservedinstances")
                                    .path(0)
                                    .path("count")
                                    .asInt())
                            .as(listed::toString)
                            .isEqualTo(count);
                });
    }

    /** That many instances, each asked once, at the same time. */
    private static Set<JsonNode> instances(Deployed function, int count) throws Exception {
        var found = new HashSet<JsonNode>();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = java.util.stream.IntStream.range(0, count)
                    .mapToObj(n -> threads.submit(() -> function.result("{\"seconds\": 0.5}")))
                    .toList();
            for (var call : calls) {
                found.add(call.get());
            }
        }
        return found;
    }

    private static void assertLoadedBefore(Instant moment, JsonNode answer) {
        assertThat(answer.path("loaded").asLong()).isLessThanOrEqualTo(moment.toEpochMilli());
    }

    @Test
    void instances_are_loaded_before_anybody_calls_and_come_back_after_a_kill_a_change_and_a_restart()
            throws Exception {
        var function = function("kept");
        var answer =
                reserve("kept", "{\"count\": 2, \"idle_mode\": false}").ok().json();
        assertThat(answer.toString()).isEqualTo("{\"count\":2,\"idle_mode\":false,\"tactics_config\":{}}");
        awaitPresent(api.urn("kept"), 2);
        var before = Instant.now();
        var first = instances(function, 2);
        assertThat(first).hasSize(2).allSatisfy(each -> assertLoadedBefore(before, each));

        server.workers("python").forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            awaitPresent(api.urn("kept"), 2);
            assertThat(instances(function, 2)).doesNotContainAnyElementsOf(first);
        });

        function.change(Sample.object().put("user_data", "{\"key\": \"new\"}").toString());
        assertThat(function.result("{}").path("key").asString()).isEqualTo("new");
        awaitPresent(api.urn("kept"), 2);

        server = server.restart();
        api = Api.of(server);
        awaitPresent(api.urn("kept"), 2);
        var called = Instant.now();
        assertThat(instances(new Deployed(api, "kept"), 2)).hasSize(2).allSatisfy(each -> {
            assertLoadedBefore(called, each);
            assertThat(each.path("key").asString()).isEqualTo("new");
        });
        reserve("kept", "{\"count\": 0}").ok();
    }

    @Test
    void keep_alive_leaves_them_alone_and_nothing_reserved_means_that_they_end() throws Exception {
        var function = function("steady");
        reserve("steady", "{\"count\": 1}").ok();
        awaitPresent(api.urn("steady"), 1);
        var instance = function.result("{}");
        var other = function("passing");
        var passed = other.result("{}");
        await().pollInterval(Duration.ofSeconds(3)) // a call keeps an instance alive for a second
                .atMost(Duration.ofSeconds(30))
                .until(() -> !other.result("{}").equals(passed)); // an instance of its age was swept away meanwhile
        assertThat(function.result("{}")).isEqualTo(instance);

        reserve("steady", "{\"count\": 0}").ok();
        assertThat(get("reservedinstances?urn=" + api.urn("steady"))
                        .ok()
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(function.result("{}")).isNotEqualTo(instance);
    }

    @Test
    void aliases_take_them_along_and_deleted_versions_take_theirs_away() {
        var function = function("moving");
        publish("moving", "one");
        function.change("{\"description\": \"second\"}");
        publish("moving", "two");
        var alias = "/aliases";
        api.send(
                        "POST",
                        api.functions() + "/moving" + alias,
                        Map.of(),
                        "{\"name\":\"live\",\"version\":\"one\"}".getBytes(UTF_8))
                .ok();
        var live = api.urn("moving") + ":!live";
        reserve(live, "{\"count\": 1}").ok();
        awaitPresent(live, 1);
        assertThat(new Deployed(api, live).result("{}").path("version").asString())
                .isEqualTo("one");
        reserve(api.urn("moving") + ":one", "{\"count\": 1}").refused(400, "FSS.0400");

        api.send(
                        "PUT",
                        api.functions() + "/moving/aliases/live",
                        Map.of(),
                        "{\"name\":\"live\",\"version\":\"two\"}".getBytes(UTF_8))
                .ok();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var before = Instant.now().toEpochMilli();
            var answer = new Deployed(api, live).result("{}");
            return answer.path("version").asString().equals("two")
                    && answer.path("loaded").asLong() < before;
        });
        awaitPresent(live, 1);

        reserve(api.urn("moving") + ":one", "{\"count\": 1}").ok();
        var configs = get("reservedinstanceconfigs?function_urn=" + api.urn("moving"))
                .ok()
                .json();
        assertThat(configs.path("count").asInt()).isEqualTo(2);
        assertThat(configs.path("reserved_instances")
                        .path(0)
                        .path("qualifier_type")
                        .asString())
                .isEqualTo("alias");
        assertThat(configs.path("reserved_instances")
                        .path(1)
                        .path("qualifier_name")
                        .asString())
                .isEqualTo("one");
        api.delete(api.urn("moving") + ":one").gone();
        api.delete("moving").gone();
        assertThat(get("reservedinstanceconfigs").ok().text()).doesNotContain("moving");
    }

    private static void publish(String function, String version) {
        api.send(
                        "POST",
                        api.functions() + "/" + function + "/versions",
                        Map.of(),
                        ("{\"version\":\"" + version + "\"}").getBytes(UTF_8))
                .ok();
    }

    @Test
    void calendar_changes_the_number() {
        function("clocked");
        long now = Instant.now().getEpochSecond();
        var cron = "{\"name\":\"soon\",\"cron\":\"* * * * * *\",\"count\":2,\"start_time\":%d,\"expired_time\":%d}";
        reserve(
                        "clocked",
                        "{\"count\":0,\"tactics_config\":{\"cron_configs\":[" + cron.formatted(now - 60, now + 3600)
                                + "]}}")
                .ok();
        awaitPresent(api.urn("clocked"), 2);
        reserve(
                        "clocked",
                        "{\"count\":1,\"tactics_config\":{\"cron_configs\":[" + cron.formatted(now - 60, now - 30)
                                + "]}}")
                .ok();
        awaitPresent(api.urn("clocked"), 1);
        reserve("clocked", "{\"count\":0}").ok();
    }

    /** Two calls that run, and so many instances that half of them are busy: by twos, since it doubles at most. */
    @Test
    void load_changes_the_number() throws Exception {
        var function = function("loaded");
        function.change("{\"timeout\": 60}");
        reserve("loaded", """
                {"count": 0, "tactics_config": {"metric_configs":
                    [{"name": "load", "type": "Concurrency", "threshold": 50, "min": 1}]}}""").ok();
        awaitPresent(api.urn("loaded"), 1);
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = java.util.stream.IntStream.range(0, 2)
                    .mapToObj(n -> threads.submit(() -> function.result("{\"seconds\": 20}")))
                    .toList();
            awaitPresent(api.urn("loaded"), 4);
            for (var call : calls) {
                call.get();
            }
        }
        reserve("loaded", "{\"count\":0}").ok();
    }

    @Test
    void what_can_never_be_is_refused() {
        function("greedy");
        reserve("greedy", "{\"count\": 33}").refused(400, "FSS.1076");
        reserve("greedy", "{}").refused(400, "FSS.0400");
        assertThat(reserve("greedy", "{\"count\": 1001}")
                        .refused(400, "FSS.0400")
                        .message())
                .isEqualTo("count is '1001'; allowed: 0 to 1000");
        reserve("nobody", "{\"count\": 1}").refused(404, "FSS.1051");
        reserve(api.urn("greedy") + ":v9", "{\"count\": 1}").refused(404, "FSS.1052");
        reserve(api.urn("greedy") + ":!x", "{\"count\": 1}").refused(404, "FSS.1053");
        var metric =
                "{\"count\":0,\"tactics_config\":{\"metric_configs\":[{\"name\":\"m\",\"type\":\"%s\",\"threshold\":%d,\"min\":0}]}}";
        reserve("greedy", metric.formatted("Concurrency", 100)).refused(400, "FSS.0400");
        reserve("greedy", metric.formatted("Other", 50)).refused(400, "FSS.0400");
        api.updateConfig("greedy", "{\"strategy_config\":{\"concurrency\":2}}").ok();
        reserve("greedy", "{\"count\": 3}").refused(400, "FSS.1076");
        reserve("greedy", metric.formatted("Concurrency", 50)).ok();
        reserve("greedy", "{\"count\": 0}").ok();
    }

    @Test
    void pages_count_on_until_one_is_empty() {
        for (var name : new String[] {"page-a", "page-b", "page-c"}) {
            function(name);
            reserve(
                            name,
                            "{\"count\":0,\"tactics_config\":{\"metric_configs\":[{\"name\":\"m\",\"type\":\"Concurrency\",\"threshold\":50,\"min\":0}]}}")
                    .ok();
        }
        var page = get("reservedinstanceconfigs?limit=2&marker=0").ok().json();
        assertThat(page.path("reserved_instances").size()).isEqualTo(2);
        assertThat(page.path("page_info").path("next_marker").asInt()).isEqualTo(2);
        assertThat(page.path("page_info").path("current_count").asInt()).isEqualTo(2);
        var beyond = get("reservedinstanceconfigs?limit=2&marker=100").ok().json();
        assertThat(beyond.path("reserved_instances").size()).isZero();
        var one = get("reservedinstanceconfigs?function_urn=" + api.urn("page-b") + ":latest")
                .ok()
                .json();
        assertThat(one.path("reserved_instances").path(0).toString())
                .contains(
                        "\"qualifier_type\":\"version\",\"qualifier_name\":\"latest\",\"min_count\":0,\"idle_mode\":false");
        get("reservedinstanceconfigs?marker=x").refused(400, "FSS.1001");
        get("reservedinstances?limit=-1").refused(400, "FSS.1001");
        for (var name : new String[] {"page-a", "page-b", "page-c"}) {
            reserve(name, "{\"count\":0}").ok();
        }
    }
}
