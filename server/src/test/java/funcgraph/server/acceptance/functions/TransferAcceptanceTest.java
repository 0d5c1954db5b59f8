package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Zips;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Export and import of functions (functiongraph-api 2.9). */
class TransferAcceptanceTest {

    /** What differs between a function and its copy, by nature. */
    private static final List<String> OWN =
            List.of("func_id", "resource_id", "image_name", "last_modified", "package", "func_urn");

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().flags("--quotas.package", "200000").start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_exported_function_comes_back_as_it_was() {
        ObjectNode request =
                Sample.with(Sample.metadata("travels", "Python3.9", "index.handler"), "zip", Zips.of("index.py", """
                        def init(context):
                            pass
                        def handler(event, context):
                            return context.getUserData('key')
                        """));
        request.put("user_data", "{\"key\": \"说明: value\"}")
                .put("description", "yes: \"no\" # 1")
                .put("initializer_handler", "index.init")
                .put("initializer_timeout", 9)
                .put("timeout", 11);
        request.putObject("strategy_config").put("concurrency", 7).put("concurrent_num", 3);
        api.create(request).ok();
        var before = api.config("travels").ok().json();

        var exported = export("travels", "config=true&code=true").ok();
        assertThat(exported.header("Content-Disposition")).contains("travels.zip");
        var copied = take("travels", exported.body(), "copies").ok().json();

        var after = api.config(copied.path("func_urn").asString()).ok().json();
        assertThat(without(after)).isEqualTo(without(before));
        assertThat(after.path("package").asString()).isEqualTo("copies");
        assertThat(api.invoke(copied.path("func_urn").asString(), "{}").ok().text())
                .isEqualTo("\"说明: value\"");
        take("travels", exported.body(), "copies").refused(409, "FSS.1061");
        take("travels", exported.body(), "").refused(409, "FSS.1061");
    }

    @Test
    void inline_code_travels_too_and_each_half_can_be_asked_for() {
        api.create(Sample.python("inline")).ok();
        take("inline", export("inline", "type=code").ok().body(), "second").ok();
        take("inline", export("inline", "type=config").ok().body(), "third").refused(400, "FSS.1006");
        export("inline", "").refused(400, "FSS.1001");
        export("inline", "config=maybe").refused(400, "FSS.1001");
        export("nobody", "code=true").refused(404, "FSS.1051");
    }

    @Test
    void a_file_written_by_hand_is_taken() {
        var file = file("""
                # two functions, one of which is wanted
                HcCrmTemplateVersion: v1
                Resources:
                  one: {Type: x, Properties: {runtime: Python3.9}}
                  two:
                    Properties:
                      runtime: Python3.9
                      handler: index.handler
                      timeout: 5
                      memory_size: 128
                      code_type: zip
                      code_filename: two.zip
                      code_file: two.zip
                """, Map.of("two.zip", Zips.of("index.py", "def handler(event, context):\n    return 2\n")));
        take("two", file, "").ok();
        assertThat(api.invoke("two", "{}").ok().text()).isEqualTo("2");
        take("three", file, "").refused(404, "FSS.1057");
        take("one", file, "").refused(400, "FSS.1006");
    }

    @Test
    void what_is_wrong_is_refused_with_its_code() {
        var good = "HcCrmTemplateVersion: v1\nResources: {a: {Properties: {runtime: Python3.9}}}\n";
        take("a", "no zip".getBytes(UTF_8), "").refused(400, "FSS.1013");
        take("a", Zips.of("readme.txt", "x"), "").refused(400, "FSS.1025");
        take("a", file(good, Map.of("other.yaml", good.getBytes(UTF_8))), "").refused(400, "FSS.1022");
        take("a", file("Resources: {}", Map.of()), "").refused(400, "FSS.1025");
        take("a", file("a: [", Map.of()), "").refused(400, "FSS.1025");
        take("a", file("a: &a [x]\nb: [*a, *a]\n", Map.of()), "").refused(400, "FSS.1025");
        take("a", file(good.replace("runtime: Python3.9", "code_file: none"), Map.of()), "")
                .refused(400, "FSS.1025");
        take("a", file(good, Map.of("zeros", new byte[300_000])), "").refused(400, "FSS.1023");
        var twice = """
                HcCrmTemplateVersion: v1
                Resources:
                  a: {Properties: {runtime: Python3.9}}
                  b: {Properties: {func_name: a}}
                """;
        take("a", file(twice, Map.of()), "").refused(400, "FSS.1058");
        var body = body("a", Zips.of("x.yml", good), "").put("file_type", "tar");
        api.send("POST", api.functions() + "/import", Map.of(), Api.bytes(body)).refused(400, "FSS.1013");
    }

    private static JsonNode without(JsonNode function) {
        var copy = (ObjectNode) function.deepCopy();
        copy.remove(OWN);
        return copy;
    }

    private static byte[] file(String yaml, Map<String, byte[]> others) {
        var files = new HashMap<>(others);
        files.put("template.yml", yaml.getBytes(UTF_8));
        return Zips.of(files);
    }

    private static Reply export(String name, String query) {
        return api.send("GET", api.functions() + "/" + name + "/export?" + query, Map.of(), new byte[0]);
    }

    private static Reply take(String name, byte[] file, String packageName) {
        return api.send("POST", api.functions() + "/import", Map.of(), Api.bytes(body(name, file, packageName)));
    }

    private static ObjectNode body(String name, byte[] file, String packageName) {
        return Sample.object()
                .put("func_name", name)
                .put("file_name", "file.zip")
                .put("file_type", "zip")
                .put("file_code", Base64.getEncoder().encodeToString(file))
                .put("package", packageName);
    }
}
