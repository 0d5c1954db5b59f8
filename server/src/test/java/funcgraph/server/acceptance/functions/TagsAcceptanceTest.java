package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tags of functions (functiongraph-api 2.9). */
class TagsAcceptanceTest {

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
        api.create(Sample.python("one")).ok();
        api.create(Sample.python("two")).ok();
        api.create(Sample.python("plain")).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tags_are_added_replaced_listed_found_and_taken_off() {
        var revision = api.config("one").header("ETag");
        send("POST", "/one/tags/create", tags("create", "team", "red", "tier", ""))
                .gone();
        send("POST", "/one/tags/create", tags("", "team", "blue")).gone();
        send("POST", "/two/tags/create", tags("", "team", "red")).gone();

        var listed = send("GET", "/one/tags", "").ok().json();
        assertThat(listed).isEqualTo(Api.json("""
                {"tags": [{"key": "team", "value": "blue"}, {"key": "tier", "value": ""}], "sys_tags": []}"""));
        assertThat(send("GET", "/tags", "").ok().json().path("tags")).isEqualTo(Api.json("""
                [{"key": "team", "values": ["blue", "red"]}, {"key": "tier", "values": [""]}]"""));
        assertThat(found("{\"tags\": [{\"key\": \"team\", \"values\": [\"red\"]}]}"))
                .containsExactly("two");
        assertThat(found("{\"tags\": [{\"key\": \"team\", \"values\": []}], \"limit\": \"1\", \"offset\": 1}"))
                .containsExactly("two");
        assertThat(found("{\"without_any_tag\": true}")).containsExactly("plain");
        assertThat(found("{\"matches\": [{\"key\": \"resource_name\", \"value\": \"o\"}]}"))
                .containsExactly("one", "two");
        var counted = send("POST", "/resource-instances/count", "{}").ok().json();
        assertThat(counted).isEqualTo(Api.json("{\"total_count\": 3}"));

        send("DELETE", "/one/tags/delete", tags("delete", "team", "whatever", "never", "there"))
                .gone();
        assertThat(send("GET", "/" + api.urn("one") + "/tags", "").ok().json().path("tags"))
                .hasSize(1);
        assertThat(api.config("one").header("ETag")).isEqualTo(revision);
    }

    @Test
    void what_is_wrong_is_refused() {
        send("POST", "/plain/tags/create", "{\"tags\": []}").refused(400, "FSS.0400");
        send("POST", "/plain/tags/create", tags("delete", "a", "b")).refused(400, "FSS.0400");
        send("POST", "/plain/tags/create", tags("", "", "b")).refused(400, "FSS.0400");
        send("POST", "/plain/tags/create", tags("", "a", "x".repeat(256))).refused(400, "FSS.0400");
        send("POST", "/nobody/tags/create", tags("", "a", "b")).refused(404, "FSS.1051");
        send("POST", "/resource-instances/filter", "{\"limit\": \"x\"}").refused(400, "FSS.0400");
        send("POST", "/resource-instances/filter", "{\"matches\": [{\"key\": \"x\"}]}")
                .refused(400, "FSS.0400");

        api.create(Sample.python("full")).ok();
        var twenty = new String[40];
        for (int i = 0; i < 20; i++) {
            twenty[2 * i] = "k" + i;
            twenty[2 * i + 1] = "v";
        }
        send("POST", "/full/tags/create", tags("", twenty)).gone();
        send("POST", "/full/tags/create", tags("", "k0", "again")).gone();
        send("POST", "/full/tags/create", tags("", "more", "v")).refused(400, "FSS.0400");
        assertThat(send("GET", "/full/tags", "").ok().json().path("tags")).hasSize(20);
        api.delete("full").gone();
    }

    private static List<String> found(String search) {
        return send("POST", "/resource-instances/filter", search)
                .ok()
                .json()
                .path("resources")
                .valueStream()
                .map(one -> one.path("resource_name").asString())
                .toList();
    }

    private static String tags(String action, String... pairs) {
        var body = Sample.object();
        if (!action.isEmpty()) {
            body.put("action", action);
        }
        var tags = body.putArray("tags");
        for (int i = 0; i < pairs.length; i += 2) {
            tags.addObject().put("key", pairs[i]).put("value", pairs[i + 1]);
        }
        return body.toString();
    }

    private static Reply send(String method, String path, String body) {
        return api.send(method, "/v2/" + api.projectId() + "/functions" + path, Map.of(), body.getBytes(UTF_8));
    }
}
