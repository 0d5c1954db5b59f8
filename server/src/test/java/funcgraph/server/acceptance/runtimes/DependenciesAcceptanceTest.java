package funcgraph.server.acceptance.runtimes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Proof;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Zips;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Dependencies and their versions, and functions that use them (functiongraph-api 2.6). */
class DependenciesAcceptanceTest {

    private static final String PYTHON = "import greeting\ndef handler(event, context):\n    return greeting.TEXT\n";
    private static final String NODE = "exports.handler = async () => require('greeting').text;";

    private static HttpServer objects;
    private static PackagedServer server;
    private static Api api;
    private static Api other;

    @BeforeAll
    static void start() throws Exception {
        objects = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        objects.createContext("/bucket/greeting.zip", exchange -> {
            var zip = greeting("from afar");
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
            exchange.close();
        });
        objects.start();
        server = PackagedServer.prepare()
                .config("""
                        api: {project_id: project-1, project_name: first}
                        projects: [{id: project-2, name: second}, {id: shared, name: third}]
                        users:
                        - {name: all, password: geheim-geheim, access_key: all, secret_key: geheim, projects: ['*'], actions: ['*']}
                        dependencies: {public_project: shared}
                        quotas: {dependencies: 12, dependency: 100000}
                        obs: {endpoints: [{url: "http://127.0.0.1:%d"}]}
                        """.formatted(objects.getAddress().getPort()))
                .start();
        api = Api.of(server);
        other = api.as(new Proof.Keys("all", "geheim")).in("project-2");
    }

    @AfterAll
    static void stop() {
        server.close();
        objects.stop(0);
    }

    @Test
    void a_python_function_imports_what_its_dependency_has_and_a_change_counts_from_the_next_call_on() {
        var first = uploaded(api, "greeting", "Python3.9", greeting("hello"));
        var second = uploaded(api, "greeting", "Python3.9", greeting("good morning"));
        assertThat(second.path("dep_id").asString())
                .isEqualTo(first.path("dep_id").asString());
        assertThat(second.path("version").asInt()).isEqualTo(2);

        var request = Sample.inline("importer", "Python3.9", "index.handler", PYTHON);
        request.putArray("depend_version_list").add(id(first));
        var created = api.create(request).ok().json();
        assertThat(created.path("depend_version_list")).hasSize(1);
        assertThat(created.at("/dependencies/0/id").asString()).isEqualTo(id(first));
        assertThat(created.at("/dependencies/0/name").asString()).isEqualTo("greeting");
        assertThat(created.at("/dependencies/0/last_modified").isIntegralNumber())
                .isTrue();
        assertThat(call("importer")).isEqualTo("\"hello\"");

        api.updateConfig("importer", "{\"depend_version_list\": [\"%s\"]}".formatted(id(second)))
                .ok();
        assertThat(call("importer")).isEqualTo("\"good morning\"");

        var code = Sample.code(
                "inline", PYTHON.replace("greeting.TEXT", "greeting.TEXT + '!'").getBytes(UTF_8));
        code.putArray("depend_list").add(id(first));
        var recoded = api.updateCode("importer", code).ok().json();
        assertThat(recoded.path("depend_list").get(0).asString()).isEqualTo(id(first));
        assertThat(recoded.at("/dependencies/0/version").asInt()).isEqualTo(1);
        assertThat(call("importer")).isEqualTo("\"hello!\"");

        api.updateConfig("importer", "{\"depend_list\": []}").ok();
        assertThat(api.config("importer").ok().json().path("dependencies").isNull())
                .isTrue();
        assertThat(api.invoke("importer", "{}").text()).contains("greeting");
    }

    @Test
    void a_node_function_requires_what_its_dependency_has_and_of_two_the_later_one_wins() {
        var one = uploaded(api, "modules", "Node.js20.15", module("one"));
        var two = uploaded(api, "modules", "Node.js20.15", module("two"));
        var request = Sample.inline("requirer", "Node.js20.15", "index.handler", NODE);
        request.putArray("depend_version_list").add(id(one)).add(id(two));
        api.create(request).ok();
        assertThat(call("requirer")).contains("two");

        api.updateConfig("requirer", "{\"depend_version_list\": [\"%s\", \"%s\"]}".formatted(id(two), id(one)))
                .ok();
        assertThat(call("requirer")).contains("one");
    }

    @Test
    void a_version_in_use_by_a_function_or_a_published_version_stays() {
        var version = uploaded(api, "kept", "Python3.9", greeting("kept"));
        var path = dependencies(api) + "/" + version.path("dep_id").asString() + "/version/1";
        var request = Sample.inline("keeper", "Python3.9", "index.handler", PYTHON);
        request.putArray("depend_version_list").add(version.path("dep_id").asString());
        var created = api.create(request).ok().json();
        assertThat(created.path("depend_version_list").get(0).asString()).isEqualTo(id(version));
        send(api, "DELETE", path).refused(412, "FSS.1033");

        api.send("POST", api.functions() + "/keeper/versions", Map.of(), "{\"version\": \"v1\"}".getBytes(UTF_8))
                .ok();
        api.updateConfig("keeper", "{\"depend_list\": []}").ok();
        send(api, "DELETE", path).refused(412, "FSS.1033");
        assertThat(call(api.urn("keeper") + ":v1")).isEqualTo("\"kept\"");

        api.delete(api.urn("keeper") + ":v1").gone();
        send(api, "DELETE", path).gone();
        send(api, "GET", path).refused(404, "FSS.1056");
        send(api, "GET", dependencies(api) + "/" + version.path("dep_id").asString() + "/version")
                .refused(404, "FSS.1056");
    }

    @Test
    void one_from_an_object_store_keeps_its_link() {
        var body = Sample.object()
                .put("name", "linked")
                .put("runtime", "Python3.9")
                .put("depend_type", "obs")
                .put("depend_link", objectUrl("greeting.zip"));
        var created = post(api, "/version", body).ok().json();
        assertThat(created.path("link").asString()).isEqualTo(objectUrl("greeting.zip"));
        assertThat(created.path("file_name").asString()).isEqualTo("greeting.zip");
        assertThat(created.path("etag").asString()).matches("[0-9a-f]{32}");
        assertThat(created.path("size").asLong()).isEqualTo(greeting("from afar").length);

        post(api, "/version", body.put("depend_link", objectUrl("missing.zip"))).refused(404, "FSS.1054");
        post(api, "/version", body.put("depend_link", "http://elsewhere.example/x.zip"))
                .refused(400, "FSS.1024");
    }

    @Test
    void what_is_wrong_is_refused_with_its_code() {
        var good = upload("wrong", "Python3.9", greeting("x"));
        post(api, "/version", good.deepCopy().put("name", "9x")).refused(400, "FSS.1024");
        post(api, "/version", good.deepCopy().put("runtime", "Cobol")).refused(400, "FSS.1005");
        post(api, "/version", good.deepCopy().put("depend_type", "ftp")).refused(400, "FSS.1032");
        post(api, "/version", good.deepCopy().put("depend_file", "%%%")).refused(400, "FSS.1024");
        post(api, "/version", good.deepCopy().put("depend_file", "AAAA")).refused(400, "FSS.1024");
        post(api, "/version", good.deepCopy().put("description", "d".repeat(513)))
                .refused(400, "FSS.1019");
        post(api, "/version", upload("wrong", "Python3.9", new byte[100_001])).refused(413, "FSS.1071");

        api.create(Sample.python("choosy")).ok();
        var node = uploaded(api, "wrong-runtime", "Node.js20.15", module("x"));
        api.updateConfig("choosy", "{\"depend_list\": [\"%s\"]}".formatted(id(node)))
                .refused(400, "FSS.1024");
        api.updateConfig("choosy", "{\"depend_list\": [\"nothing\"]}").refused(404, "FSS.1056");
        var many = Sample.object();
        for (int i = 0; i < 21; i++) {
            many.withArray("depend_list").add("id-" + i);
        }
        api.updateConfig("choosy", many.toString()).refused(403, "FSS.1045");
        assertThat(api.config("choosy").json().path("depend_list").isNull()).isTrue();
    }

    @Test
    void the_public_projects_are_everybodys_to_use_and_nobody_elses_to_change() {
        var shared = other.in("shared");
        var common = uploaded(shared, "common", "Python3.9", greeting("common"));
        assertThat(common.path("is_shared").asBoolean()).isTrue();
        var mine = uploaded(other, "mine", "Python3.9", greeting("mine"));

        assertThat(names(other, "dependency_type=public")).containsExactly("common");
        assertThat(names(other, "ispublic=false")).containsExactly("mine");
        assertThat(names(other, "runtime=Python3.9&name=m&maxitems=1")).containsExactly("common");
        assertThat(names(other, "name=m&marker=1")).containsExactly("mine");
        send(other, "GET", dependencies(other) + "?dependency_type=x").refused(400, "FSS.1001");

        var request = Sample.inline("user", "Python3.9", "index.handler", PYTHON);
        request.putArray("depend_version_list").add(id(common));
        other.create(request).ok();
        assertThat(other.invoke("user", "{}").ok().text()).isEqualTo("\"common\"");
        send(other, "DELETE", dependencies(other) + "/" + common.path("dep_id").asString() + "/version/1")
                .refused(403, "FSS.1046");
        var foreign = api.create(Sample.python("thief").set("depend_list", Api.json("[\"" + id(mine) + "\"]")));
        foreign.refused(403, "FSS.1046");
    }

    @Test
    void the_older_requests_see_one_dependency() {
        var created =
                post(api, "", upload("older", "Python3.9", greeting("1"))).ok().json();
        post(api, "", upload("older", "Python3.9", greeting("1"))).refused(409, "FSS.1065");
        post(api, "", upload("taken", "Python3.9", greeting("1"))).ok();
        var path = dependencies(api) + "/" + id(created);
        assertThat(send(api, "GET", path).ok().json()).isEqualTo(created);

        var update = upload("newer", "Python3.9", greeting("2")).put("description", "second");
        var updated = api.send("PUT", path, Map.of(), Api.bytes(update)).ok().json();
        assertThat(id(updated)).isEqualTo(id(created));
        assertThat(updated.path("name").asString()).isEqualTo("newer");
        assertThat(updated.path("version").asInt()).isEqualTo(2);
        var versions = send(api, "GET", path + "/version").ok().json();
        assertThat(versions.path("dependencies"))
                .extracting(one -> one.path("version").asInt())
                .containsExactly(2, 1);
        assertThat(versions.path("count").asInt()).isEqualTo(2);
        api.send("PUT", path, Map.of(), Api.bytes(upload("taken", "Python3.9", greeting("2"))))
                .refused(400, "FSS.1031");
        send(api, "DELETE", path).gone();
        send(api, "GET", path).refused(404, "FSS.1056");
    }

    private static String call(String function) {
        return api.invoke(function, "{}").ok().text();
    }

    private static JsonNode uploaded(Api api, String name, String runtime, byte[] zip) {
        return post(api, "/version", upload(name, runtime, zip)).ok().json();
    }

    private static ObjectNode upload(String name, String runtime, byte[] zip) {
        return Sample.object()
                .put("name", name)
                .put("runtime", runtime)
                .put("depend_type", "zip")
                .put("depend_file", Base64.getEncoder().encodeToString(zip));
    }

    private static Reply post(Api api, String path, JsonNode body) {
        return api.send("POST", dependencies(api) + path, Map.of(), Api.bytes(body));
    }

    private static Reply send(Api api, String method, String target) {
        return api.send(method, target, Map.of(), new byte[0]);
    }

    private static List<String> names(Api api, String query) {
        return send(api, "GET", dependencies(api) + "?" + query)
                .ok()
                .json()
                .path("dependencies")
                .valueStream()
                .map(one -> one.path("name").asString())
                .toList();
    }

    private static String dependencies(Api api) {
        return "/v2/" + api.projectId() + "/fgs/dependencies";
    }

    private static String id(JsonNode dependency) {
        return dependency.path("id").asString();
    }

    private static String objectUrl(String name) {
        return "http://127.0.0.1:" + objects.getAddress().getPort() + "/bucket/" + name;
    }

    private static byte[] greeting(String text) {
        return Zips.of("greeting.py", "TEXT = '" + text + "'");
    }

    private static byte[] module(String text) {
        return Zips.of("node_modules/greeting/index.js", "exports.text = '" + text + "';");
    }
}
