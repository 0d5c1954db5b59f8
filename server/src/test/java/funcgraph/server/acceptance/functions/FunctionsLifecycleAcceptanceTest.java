package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Create, list, show, change the code, delete (functiongraph-api 2.1), on a server with small quotas. */
class FunctionsLifecycleAcceptanceTest {

    private static final int FUNCTIONS = 5;
    private static final int CODE_BYTES = 40_000;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start(
                "--quotas.functions", String.valueOf(FUNCTIONS), "--quotas.code", String.valueOf(CODE_BYTES));
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void delete_all() {
        names("").forEach(name -> api.delete(name).gone());
    }

    @Test
    void a_function_is_created_shown_changed_and_deleted() {
        var created = api.create(Sample.python("life")).ok().json();
        assertThat(created.path("func_urn").asString()).isEqualTo(api.urn("life") + ":latest");
        assertThat(api.config("life").ok().json()).isEqualTo(created);

        var code = api.code("life").ok();
        assertThat(source(code)).isEqualTo(Sample.PYTHON);
        assertThat(code.json().path("digest")).isEqualTo(created.path("digest"));
        var changed = api.updateCode("life", Sample.code("inline", "def handler(e, c): return 2".getBytes(UTF_8)))
                .ok();
        assertThat(source(changed)).isEqualTo("def handler(e, c): return 2");
        assertThat(changed.json().path("digest")).isNotEqualTo(created.path("digest"));
        assertThat(changed.json().path("code_size").asInt()).isEqualTo(27);
        assertThat(changed.header("ETag")).isEqualTo(api.config("life").header("ETag"));
        assertThat(api.config("life").json().path("image_name")).isNotEqualTo(created.path("image_name"));
        assertThat(api.invoke("life", "{}").ok().text()).isEqualTo("2");

        api.delete("life").gone();
        api.config("life").refused(404, "FSS.1051");
        api.invoke("life", "{}").refused(404, "FSS.1051");
        assertThat(api.list("").json().path("count").asInt()).isZero();
    }

    @Test
    void a_name_is_taken_once_in_a_package_and_free_again_after_delete() {
        api.create(Sample.python("twice")).ok();
        api.updateConfig("twice", "{\"timeout\": 9}").ok();
        var revision = api.config("twice").header("ETag");
        api.create(Sample.python("twice")).refused(409, "FSS.1061");
        assertThat(api.config("twice").header("ETag")).isEqualTo(revision);

        api.create(Sample.python("twice").put("package", "other")).ok();
        api.delete("other:twice").gone();
        api.config("twice").ok();
        api.delete("twice").gone();
        assertThat(api.create(Sample.python("twice"))
                        .ok()
                        .json()
                        .path("timeout")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void the_package_is_default_unless_named() {
        var without = Sample.python("packaged");
        without.remove("package");
        assertThat(api.create(without).ok().json().path("package").asString()).isEqualTo("default");
        assertThat(api.create(Sample.python("packaged2").put("package", ""))
                        .ok()
                        .json()
                        .path("package")
                        .asString())
                .isEqualTo("default");
    }

    @Test
    void create_needs_a_name_a_runtime_a_handler_and_a_code_type() {
        for (var missing : Map.of(
                        "func_name", "FSS.1002", "runtime", "FSS.1005", "handler", "FSS.1003", "code_type", "FSS.1006")
                .entrySet()) {
            var body = Sample.python("lacking");
            body.remove(missing.getKey());
            assertThat(api.create(body).refused(400, missing.getValue()).message())
                    .contains(missing.getKey());
        }
        api.create(Sample.python("lacking").put("runtime", "Python")).refused(400, "FSS.1005");
        api.create(Sample.python("lacking").put("memory_size", 100)).refused(400, "FSS.1007");
        api.create(Sample.python("lacking").put("timeout", 2)).refused(400, "FSS.1008");
        api.create(Sample.python("lacking").put("package", "-x")).refused(400, "FSS.1004");
        api.config("lacking").refused(404, "FSS.1051");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1f", "f-", "f_", "-f", "_f", "a b", "a.b", "a/b", "é", "a:b", "../f", "f\n"})
    void a_bad_name_is_refused(String name) {
        api.create(Sample.python(name)).refused(400, "FSS.1002");
    }

    @Test
    void names_reach_from_1_to_60_characters() {
        api.create(Sample.python("f")).ok();
        api.create(Sample.python("F" + "-_".repeat(29) + "9")).ok();
        api.create(Sample.python("f".repeat(61))).refused(400, "FSS.1002");
    }

    @Test
    void a_list_comes_in_pages_in_the_order_of_creation() {
        var names = List.of("c", "a", "e", "b", "d");
        names.forEach(name -> api.create(Sample.python(name)).ok());

        var whole = api.list("").ok().json();
        assertThat(names(whole)).isEqualTo(names);
        assertThat(whole.path("count").asInt()).isEqualTo(5);
        assertThat(whole.path("next_marker").asInt()).isEqualTo(5);
        var paged = new ArrayList<String>();
        for (int marker = 0; marker < 5; ) {
            var page = api.list("marker=" + marker + "&maxitems=2").ok().json();
            paged.addAll(names(page));
            assertThat(page.path("count").asInt()).isEqualTo(5);
            marker = page.path("next_marker").asInt();
        }
        assertThat(paged).isEqualTo(names);
        assertThat(whole.path("functions").get(0)).isEqualTo(api.config("c").json());
        var past = api.list("marker=5&maxitems=2").ok().json();
        assertThat(past.path("functions")).isEmpty();
        assertThat(past.path("next_marker").asInt()).isEqualTo(5);
        assertThat(api.list("maxitems=0").ok().json().path("functions")).hasSize(5);
        assertThat(api.list("maxitems=100000").ok().json().path("functions")).hasSize(5);
        for (var bad : List.of("marker=-1", "maxitems=-1", "maxitems=x", "marker=1.5", "marker=99999999999")) {
            api.list(bad).refused(400, "FSS.1001");
        }
        assertThat(api.list("marker=2147483647").ok().json().path("functions")).isEmpty();
    }

    @Test
    void a_list_is_filtered_by_package_and_by_part_of_the_name() {
        api.create(Sample.python("alpha_1")).ok();
        api.create(Sample.python("alphaX1")).ok();
        api.create(Sample.python("beta").put("package", "other")).ok();

        assertThat(names("func_name=pha")).containsExactly("alpha_1", "alphaX1");
        assertThat(names("func_name=alpha_1")).containsExactly("alpha_1");
        assertThat(names("func_name=_")).containsExactly("alpha_1");
        assertThat(names("func_name=%25")).isEmpty();
        assertThat(names("func_name=a%25a")).isEmpty();
        assertThat(names("func_name=%27%20or%201%3D1")).isEmpty();
        assertThat(names("package_name=other")).containsExactly("other:beta");
        assertThat(names("package_name=oth")).isEmpty();
        assertThat(names("package_name=default&func_name=beta")).isEmpty();
        assertThat(api.list("func_name=alpha&maxitems=1").json().path("count").asInt())
                .isEqualTo(2);
    }

    @Test
    void a_project_has_so_many_functions_and_no_more() {
        for (int i = 0; i < FUNCTIONS; i++) {
            api.create(Sample.python("f" + i)).ok();
        }
        api.create(Sample.python("toomany")).refused(403, "FSS.1041");
        api.config("toomany").refused(404, "FSS.1051");
        assertThat(api.list("").json().path("count").asInt()).isEqualTo(FUNCTIONS);
        api.create(Sample.python("f0")).refused(409, "FSS.1061");

        api.delete("f0").gone();
        api.create(Sample.python("f9")).ok();
    }

    @Test
    void a_project_has_so_much_code_and_no_more() {
        var most = ("#" + "x".repeat(10_239)).getBytes(UTF_8);
        for (int i = 0; i < 3; i++) {
            api.create(Sample.with(Sample.metadata("f" + i, "Python3.9", "index.handler"), "inline", most))
                    .ok();
        }
        api.create(Sample.with(Sample.metadata("f3", "Python3.9", "index.handler"), "inline", most))
                .refused(403, "FSS.1042");
        api.create(Sample.python("f3")).ok();
        api.updateCode("f3", Sample.code("inline", most)).refused(403, "FSS.1042");
        assertThat(source(api.code("f3").ok())).isEqualTo(Sample.PYTHON);
        api.updateCode("f0", Sample.code("inline", "pass".getBytes(UTF_8))).ok();
        api.updateCode("f3", Sample.code("inline", most)).ok();
    }

    @Test
    void latest_is_not_deleted_by_itself_and_a_stranger_not_at_all() {
        api.create(Sample.python("kept")).ok();
        assertThat(api.delete(api.urn("kept") + ":latest")
                        .refused(400, "FSS.0400")
                        .message())
                .contains("latest");
        api.config("kept").ok();
        api.delete("stranger").refused(404, "FSS.1051");
        api.delete(api.urn("stranger") + ":latest").refused(404, "FSS.1051");
    }

    private static String source(Reply code) {
        var file = code.json().path("func_code").path("file").asString();
        return new String(Base64.getDecoder().decode(file), UTF_8);
    }

    private static List<String> names(String query) {
        return names(api.list(query).ok().json());
    }

    private static List<String> names(JsonNode list) {
        var names = new ArrayList<String>();
        list.path("functions").forEach(function -> {
            var packageName = function.path("package").asString();
            var name = function.path("func_name").asString();
            names.add(packageName.equals("default") ? name : packageName + ":" + name);
        });
        return names;
    }
}
