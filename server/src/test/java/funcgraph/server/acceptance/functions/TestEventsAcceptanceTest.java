package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Test events of a function (functiongraph-api 2.9). */
class TestEventsAcceptanceTest {

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
    void an_event_from_creation_to_deletion() {
        api.create(Sample.python("walk")).ok();
        var content = base64("{\"key\": [1, null]}");
        var created = send("POST", "walk", "", body("first", content)).ok().json();
        assertThat(created.propertyNames()).containsExactlyInAnyOrder("id", "name");
        var id = "/" + created.path("id").asString();

        var shown = send("GET", "walk", id, "").ok().json();
        assertThat(shown.path("content").asString()).isEqualTo(content);
        assertThat(shown.path("last_modified").isNumber()).isTrue();
        assertThat(shown.path("last_modified").asDouble()).isGreaterThan(1_000_000_000.0);

        send("PUT", "walk", id, "{\"content\": \"" + base64("2") + "\"}").ok();
        assertThat(send("GET", "walk", id, "").ok().json().path("content").asString())
                .isEqualTo(base64("2"));
        send("POST", "walk", "", body("another", base64("{}"))).ok();
        var list = send("GET", "walk", "", "").ok().json();
        assertThat(list.path("count").asInt()).isEqualTo(2);
        assertThat(list.path("events")
                        .valueStream()
                        .map(event -> event.path("name").asString()))
                .containsExactly("another", "first");

        send("DELETE", "walk", id, "").gone();
        send("GET", "walk", id, "").refused(404, "FSS.1070");
        send("DELETE", "walk", id, "").refused(404, "FSS.1070");
    }

    @Test
    void what_is_wrong_is_refused_with_its_code() {
        api.create(Sample.python("strict")).ok();
        send("POST", "strict", "", body("a", base64("{}"))).ok();
        send("POST", "strict", "", body("a", base64("{}"))).refused(403, "FSS.1073");
        send("POST", "strict", "", body("9", base64("{}"))).refused(400, "FSS.1074");
        send("POST", "strict", "", body("b", "no base64")).refused(400, "FSS.1074");
        send("POST", "strict", "", body("b", base64("no json"))).refused(400, "FSS.1074");
        send("POST", "strict", "", body("b", "")).refused(400, "FSS.1074");
        var largest = "\"" + "x".repeat(4094) + "\"";
        send("POST", "strict", "", body("b", base64(largest))).ok();
        send("POST", "strict", "", body("c", base64(largest + " "))).refused(403, "FSS.1069");
        for (int i = 2; i < 10; i++) {
            send("POST", "strict", "", body("e" + i, base64("{}"))).ok();
        }
        send("POST", "strict", "", body("e10", base64("{}"))).refused(403, "FSS.1068");
        send("POST", "nobody", "", body("a", base64("{}"))).refused(404, "FSS.1051");
    }

    @Test
    void events_go_with_their_function() {
        api.create(Sample.python("short")).ok();
        send("POST", "short", "", body("a", base64("{}"))).ok();
        api.delete("short").gone();
        api.create(Sample.python("short")).ok();
        assertThat(send("GET", "short", "", "").ok().json().path("events")).isEmpty();
    }

    private static String body(String name, String content) {
        return Sample.object().put("name", name).put("content", content).toString();
    }

    private static Reply send(String method, String function, String rest, String body) {
        return api.send(method, api.functions() + "/" + function + "/events" + rest, Map.of(), body.getBytes(UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
