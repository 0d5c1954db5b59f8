package funcgraph.server.acceptance.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Proof;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The record of changes: who changed what, and what was refused. */
class AuditAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().config("""
                        log: {access: errors}
                        users:
                          - name: reader
                            access_key: READERKEY
                            secret_key: reader-secret
                            projects: ["*"]
                            actions: ["FunctionGraph:function:list", "FunctionGraph:function:getConfig"]
                        """).start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_change_of_metadata_shows_who_made_it_and_both_states_without_secrets() {
        create("changed");
        var changed = api.updateConfig(
                        "changed",
                        "{\"memory_size\": 256, \"user_data\": \"{\\\"key\\\": \\\"hush-hush\\\"}\","
                                + " \"encrypted_user_data\": \"{\\\"deep\\\": \\\"hush-too\\\"}\"}")
                .ok();

        var event = only(changed);

        assertThat(event.path("action").asString()).isEqualTo("function:updateConfig");
        assertThat(event.path("resource").asString()).isEqualTo(api.urn("changed"));
        assertThat(event.path("status").asInt()).isEqualTo(200);
        assertThat(event.path("error_code").asString()).isEmpty();
        assertThat(event.path("user").asString()).isNotEmpty();
        assertThat(event.path("access_key").asString())
                .isEqualTo(server.credentials().path("access_key").asString());
        assertThat(event.path("source_ip").asString()).isEqualTo("127.0.0.1");
        assertThat(change(event, "memory_size")).isEqualTo("128 -> 256");
        assertThat(change(event, "user_data.key")).isEqualTo("null -> \"***\"");
        assertThat(change(event, "encrypted_user_data.deep")).isEqualTo("null -> \"***\"");
        assertThat(event.path("changes")).hasSize(3);
        assertThat(event.toString()).doesNotContain("hush");

        var again = api.updateConfig("changed", "{\"user_data\": \"{\\\"key\\\": \\\"other\\\"}\"}")
                .ok();
        assertThat(change(only(again), "user_data.key")).isEqualTo("\"***\" -> \"***\"");

        var closed = api.updateConfig("changed", "{\"network_controller\": {\"disable_public_network\": true}}")
                .ok();
        assertThat(change(only(closed), "network_controller"))
                .isEqualTo("null -> {\"disable_public_network\":true,\"trigger_access_vpcs\":[]}");
    }

    @Test
    void code_versions_aliases_and_triggers_are_recorded_with_what_changed() {
        create("coded");
        var code = api.updateCode("coded", Sample.code("inline", "def handler(event, context): pass".getBytes(UTF_8)))
                .ok();
        assertThat(change(only(code), "digest")).matches("\"[0-9a-f]{128}\" -> \"[0-9a-f]{128}\"");

        var version = send("POST", "/coded/versions", "{\"version\": \"v1\"}");
        assertThat(change(only(version), "versions.v1")).matches("null -> \"[0-9a-f]{128}\"");
        var alias = send("POST", "/coded/aliases", "{\"name\": \"live\", \"version\": \"v1\"}");
        assertThat(change(only(alias), "aliases.live")).contains("null -> {\"version\":\"v1\"");
        var moved = send("PUT", "/coded/aliases/live", "{\"version\": \"latest\"}");
        assertThat(change(only(moved), "aliases.live"))
                .contains("\"version\":\"v1\"")
                .contains("\"version\":\"latest\"");

        var trigger = api.send(
                "POST",
                api.functions().replace("/functions", "/triggers/" + api.urn("coded")),
                Map.of(),
                ("{\"trigger_type_code\": \"TIMER\", \"event_data\":"
                                + " {\"name\": \"often\", \"schedule_type\": \"Rate\", \"schedule\": \"30m\"}}")
                        .getBytes(UTF_8));
        assertThat(trigger.status()).as(trigger::text).isLessThan(300);
        assertThat(only(trigger).path("changes").toString()).contains("event_data.schedule", "30m");

        var config = send("PUT", "/coded/async-invoke-config", "{\"max_async_retry_attempts\": 2}");
        assertThat(change(only(config), "max_async_retry_attempts")).isEqualTo("null -> 2");
        var reserved = send("PUT", "/coded/reservedinstances", "{\"count\": 1}");
        assertThat(change(only(reserved), "count")).isEqualTo("null -> 1");
        send("PUT", "/coded/reservedinstances", "{\"count\": 0}");
        var deleted = api.delete("coded");
        assertThat(only(deleted).path("status").asInt()).isEqualTo(204);
        assertThat(change(only(deleted), "handler")).isEqualTo("\"index.handler\" -> null");
    }

    @Test
    void a_new_function_is_named_by_its_urn() {
        var created = create("born");

        var event = only(created);

        assertThat(event.path("resource").asString()).isEqualTo(api.urn("born"));
        assertThat(event.path("action").asString()).isEqualTo("function:create");
        assertThat(change(event, "handler")).isEqualTo("null -> \"index.handler\"");
    }

    @Test
    void what_was_refused_is_recorded_with_its_code_and_without_changes() {
        create("kept");
        var refused = api.updateConfig("kept", "{\"memory_size\": 5}");
        var missing = api.updateConfig("nobody", "{\"memory_size\": 256}");
        var forbidden = api.as(new Proof.Keys("READERKEY", "reader-secret")).updateConfig("kept", "{\"timeout\": 9}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(only(refused).path("error_code").asString()).isEqualTo(refused.code());
        assertThat(only(refused).path("changes")).isEmpty();
        assertThat(only(missing).path("status").asInt()).isEqualTo(404);
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(only(forbidden).path("user").asString()).isEqualTo("reader");
        assertThat(only(forbidden).path("access_key").asString()).isEqualTo("READERKEY");
        await("the line in the server's log")
                .atMost(PATIENCE)
                .until(() -> server.log().stream()
                        .anyMatch(line -> line.contains(forbidden.header("X-Request-Id")) && line.contains(" 403 ")));
    }

    @Test
    void neither_reading_nor_calling_is_recorded() {
        create("read");
        var ids = List.of(
                api.config("read").ok().header("X-Request-Id"),
                api.invoke("read", "{}").ok().header("X-Request-Id"));
        var last = only(api.updateConfig("read", "{\"timeout\": 7}").ok());

        assertThat(last.path("changes")).hasSize(1);
        assertThat(events("?limit=1000"))
                .extracting(event -> event.path("request_id").asString())
                .doesNotContainAnyElementsOf(ids);
    }

    @Test
    void the_record_is_filtered_and_paged_and_may_not_be_read_by_all() {
        create("filtered");
        for (int timeout = 4; timeout < 8; timeout++) {
            api.updateConfig("filtered", "{\"timeout\": " + timeout + "}").ok();
        }

        var first = page("?resource=filtered&action=function%3AupdateConfig&limit=3");
        assertThat(first.path("events").valueStream().map(event -> change(event, "timeout")))
                .containsExactly("6 -> 7", "5 -> 6", "4 -> 5");
        var second = page("?resource=filtered&action=function%3AupdateConfig&limit=3&marker="
                + first.path("next_marker").asString());
        assertThat(second.path("events").valueStream().map(event -> change(event, "timeout")))
                .containsExactly("3 -> 4");
        assertThat(second.path("next_marker").asString()).isEmpty();
        assertThat(events("?resource=filtered&user=nobody")).isEmpty();
        assertThat(events("?resource=filtered&to=1000000")).isEmpty();
        audit("?limit=0").refused(400, "FSS.1001");
        api.as(new Proof.Keys("READERKEY", "reader-secret"))
                .send("GET", auditPath(), Map.of(), new byte[0])
                .refused(403, "FSS.0403");
    }

    @Test
    void an_accepted_change_is_in_the_record_after_the_server_was_killed() {
        create("survivor");
        var changed = api.updateConfig("survivor", "{\"memory_size\": 512}").ok();

        server.kill();
        server = server.restart();
        api = Api.of(server);

        var events = events("?resource=survivor&action=function%3AupdateConfig");
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().path("request_id").asString()).isEqualTo(changed.header("X-Request-Id"));
        assertThat(change(events.getFirst(), "memory_size")).isEqualTo("128 -> 512");
    }

    private static Reply create(String name) {
        return api.create(Sample.python(name)).ok();
    }

    private static Reply send(String method, String path, String body) {
        var reply = api.send(method, api.functions() + path, Map.of(), body.getBytes(UTF_8));
        assertThat(reply.status()).as(reply::text).isLessThan(300);
        return reply;
    }

    /** The one event of a request, once it is there with the status of the answer. */
    private static JsonNode only(Reply of) {
        var id = of.header("X-Request-Id");
        await("the record of " + id)
                .atMost(PATIENCE)
                .until(() -> events("?limit=1000").stream()
                        .anyMatch(event -> event.path("request_id").asString().equals(id)
                                && event.path("status").asInt() == of.status()));
        var found = events("?limit=1000").stream()
                .filter(event -> event.path("request_id").asString().equals(id))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String change(JsonNode event, String field) {
        var found = event.path("changes")
                .valueStream()
                .filter(change -> change.path("field").asString().equals(field))
                .toList();
        assertThat(found).as(field + " of " + event).hasSize(1);
        return found.getFirst().path("before") + " -> " + found.getFirst().path("after");
    }

    private static List<JsonNode> events(String query) {
        return page(query).path("events").valueStream().toList();
    }

    private static JsonNode page(String query) {
        return audit(query).ok().json();
    }

    private static Reply audit(String query) {
        return api.send("GET", auditPath() + query, Map.of(), new byte[0]);
    }

    private static String auditPath() {
        return api.functions().replace("/functions", "/audit");
    }
}
