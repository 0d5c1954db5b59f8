package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.HeaderNames;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Publishing;
import funcgraph.server.acceptance.Sample;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Publish, list, call, delete versions (functiongraph-api 1.7, 2.2), four of them at most. */
class VersionsAcceptanceTest {

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start("--quotas.versions", "4");
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_version_stays_what_it_was_whatever_becomes_of_the_head() {
        var function = Publishing.create(api, "stays");
        api.updateConfig("stays", "{\"user_data\": \"{\\\"key\\\": \\\"one\\\"}\", \"memory_size\": 256}")
                .ok();
        var version = function.publish("{\"version\": \"v1\", \"description\": \"first\"}")
                .ok()
                .json();
        api.updateConfig("stays", "{\"user_data\": \"\", \"memory_size\": 512}").ok();
        function.recode(2);

        assertThat(version.path("func_urn").asString()).isEqualTo(function.urn("v1"));
        assertThat(version.path("version").asString()).isEqualTo("v1");
        assertThat(version.path("version_description").asString()).isEqualTo("first");
        assertThat(api.config(function.urn("v1")).ok().json()).isEqualTo(version);
        assertThat(version.path("memory_size").asInt()).isEqualTo(256);
        assertThat(api.config("stays").ok().json().path("memory_size").asInt()).isEqualTo(512);
        assertThat(api.code(function.urn("v1")).ok().json().path("digest")).isEqualTo(version.path("digest"));
        assertThat(function.said("v1"))
                .isEqualTo(Api.json("{\"code\": 0, \"version\": \"v1\", \"alias\": \"\", \"environment\": \"v1\","
                        + " \"key\": \"one\"}"));
        assertThat(function.said("latest"))
                .isEqualTo(Api.json("{\"code\": 2, \"version\": \"latest\", \"alias\": \"\","
                        + " \"environment\": \"latest\", \"key\": null}"));
        var log = Deployed.log(function.call("v1", Map.of(HeaderNames.LOG_TYPE, "tail")));
        assertThat(log).contains("', version: v1\n");
    }

    @Test
    void a_version_is_not_changed() {
        var function = Publishing.create(api, "immutable");
        var version = function.publish("v1", 1);

        api.updateConfig(function.urn("v1"), "{\"timeout\": 9}").refused(400, "FSS.1015");
        api.updateCode(function.urn("v1"), Sample.code("inline", new byte[] {'x'}))
                .refused(400, "FSS.1015");

        assertThat(api.config(function.urn("v1")).ok().json()).isEqualTo(version);
    }

    @Test
    void what_has_not_changed_since_the_last_publication_is_not_published_again() {
        var function = Publishing.create(api, "unchanged");
        var made = function.publish("").ok().json().path("version").asString();
        assertThat(made).matches("v[0-9]{8}-[0-9]{6}");
        function.publish("{\"version\": \"other\"}").refused(400, "FSS.1016");

        api.updateConfig("unchanged", "{\"timeout\": 4}").ok();
        function.publish("{\"version\": \"" + made + "\"}").refused(409, "FSS.1062");
        function.publish("{}").ok();
        function.publish("{}").refused(400, "FSS.1016");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "-a", "a.", "a b", "!a", "1234567890123456789012345678901234567890123"})
    void a_name_that_no_urn_can_hold_is_refused(String name) {
        if (api.config("named").status() == 404) {
            Publishing.create(api, "named");
        }
        var refused = new Publishing(api, "named").publish("{\"version\": \"" + name + "\"}");
        assertThat(refused.refused(400, "FSS.1015").message()).contains("version is '" + name + "'");
    }

    @Test
    void other_bad_input_names_its_field() {
        var function = Publishing.create(api, "bad");
        var digest = api.config("bad").json().path("digest").asString();
        function.publish("{\"description\": \"" + "d".repeat(513) + "\"}").refused(400, "FSS.1019");
        function.publish("{\"version\": 1}").refused(400, "FSS.0400");
        function.publish("[]").refused(400, "FSS.0400");
        function.publish("{\"digest\": \"" + "0".repeat(128) + "\"}").refused(409, "FSS.0409");
        function.publish("{\"digest\": \"" + digest + "\"}").ok();
        new Publishing(api, "nobody").publish("{").refused(404, "FSS.1051");
        api.send("POST", api.functions() + "/" + function.urn("v1") + "/versions", Map.of(), "{}".getBytes(UTF_8))
                .refused(400, "FSS.1015");
    }

    @Test
    void a_function_has_no_more_versions_than_it_may() {
        var function = Publishing.create(api, "many");
        for (int i = 1; i <= 3; i++) {
            function.publish("v" + i, i);
        }
        function.recode(4);
        function.publish("{}").refused(403, "FSS.0403");
        api.delete(function.urn("v1")).gone();
        function.publish("{\"version\": \"v1\"}").ok();
        assertThat(function.said("v1").path("code").asInt()).isEqualTo(4);
    }

    @Test
    void a_list_has_the_head_and_then_the_versions_as_they_were_published() {
        var function = Publishing.create(api, "listed");
        function.publish("v2", 2);
        function.publish("v1", 1);

        var all = function.versions("").ok().json();
        assertThat(all.path("versions")
                        .valueStream()
                        .map(item -> item.path("version").asString()))
                .containsExactly("latest", "v2", "v1");
        assertThat(all.path("count").asInt()).isEqualTo(3);
        assertThat(all.path("next_marker").asInt()).isEqualTo(3);
        JsonNode item = all.path("versions").path(1);
        assertThat(item.path("func_urn").asString()).isEqualTo(function.urn("v2"));
        assertThat(item.propertyNames()).contains("version_description", "func_vpc_id", "strategy_config", "digest");
        assertThat(item.path("concurrency").asInt()).isEqualTo(-1);
        assertThat(item.path("concurrent_num").asInt()).isEqualTo(1);

        var page = function.versions("?marker=1&maxitems=1").ok().json();
        assertThat(page.path("versions")).hasSize(1);
        assertThat(page.path("versions").path(0)).isEqualTo(item);
        assertThat(page.path("next_marker").asInt()).isEqualTo(2);
        assertThat(function.versions("?marker=9").ok().json().path("versions")).isEmpty();
        function.versions("?marker=x").refused(400, "FSS.1001");
        new Publishing(api, "nobody").versions("").refused(404, "FSS.1051");
        assertThat(api.list("func_name=listed").ok().json().path("count").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_version_is_deleted_by_its_name_or_its_alias_and_takes_its_aliases_along() {
        var function = Publishing.create(api, "deleted");
        function.publish("v1", 1);
        function.publish("v2", 2);
        function.publish("v3", 3);
        function.createAlias("{\"name\": \"one\", \"version\": \"v1\"}").ok();
        function.createAlias("{\"name\": \"two\", \"version\": \"v2\", \"additional_version_weights\": {\"v3\": 0}}")
                .ok();
        function.createAlias("{\"name\": \"head\", \"version\": \"latest\"}").ok();
        assertThat(function.said("!one").path("code").asInt()).isEqualTo(1);

        api.delete(function.urn("latest")).refused(400, "FSS.0400");
        api.delete(function.urn("!head")).refused(400, "FSS.0400");
        api.delete(function.urn("v9")).refused(404, "FSS.1052");
        api.delete(function.urn("!nine")).refused(404, "FSS.1053");
        api.delete(function.urn("v3")).refused(403, "FSS.1094");

        api.delete(function.urn("!one")).gone();
        function.call("v1").refused(404, "FSS.1052");
        function.call("!one").refused(404, "FSS.1053");
        api.config(function.urn("v1")).refused(404, "FSS.1052");
        api.delete(function.urn("v2")).gone();
        api.delete(function.urn("v3")).gone();
        assertThat(function.aliases().ok().json()).hasSize(1);
        assertThat(function.versions("").json().path("count").asInt()).isEqualTo(1);
        assertThat(function.said("!head").path("code").asInt()).isEqualTo(3);
    }

    @Test
    void a_version_published_while_the_function_was_disabled_stays_disabled() {
        var function = Publishing.create(api, "disabled");
        function.publish("on", 1);
        api.updateConfig("disabled", "{\"strategy_config\": {\"concurrency\": 0}}")
                .ok();
        function.publish("{\"version\": \"off\"}").ok();
        api.updateConfig("disabled", "{\"strategy_config\": {\"concurrency\": -1}}")
                .ok();

        function.call("off").refused(429, "FSS.0429");
        function.call("on").ok();
        function.call("latest").ok();
    }

    @Test
    void a_function_made_again_under_its_name_has_none_of_the_old_versions() {
        var function = Publishing.create(api, "again");
        function.publish("v1", 1);
        function.createAlias("{\"name\": \"prod\", \"version\": \"v1\"}").ok();
        assertThat(function.said("!prod").path("code").asInt()).isEqualTo(1);
        api.delete("again").gone();
        function.call("v1").refused(404, "FSS.1051");

        Publishing.create(api, "again");
        function.call("v1").refused(404, "FSS.1052");
        function.call("!prod").refused(404, "FSS.1053");
        function.publish("v1", 7);
        assertThat(function.said("v1").path("code").asInt()).isEqualTo(7);
    }

    @Test
    void a_kill_loses_nothing() throws Exception {
        var own = PackagedServer.start();
        try {
            var function = Publishing.create(Api.of(own), "kept");
            var version = function.publish("v1", 1);
            function.recode(2);
            var alias = function.createAlias("{\"name\": \"prod\", \"version\": \"v1\"}")
                    .ok()
                    .json();
            own.kill();
            own = own.restart();

            var kept = new Publishing(Api.of(own), "kept");
            assertThat(kept.api().config(kept.urn("v1")).ok().json()).isEqualTo(version);
            assertThat(kept.alias("prod").ok().json()).isEqualTo(alias);
            assertThat(kept.said("!prod").path("code").asInt()).isEqualTo(1);
            assertThat(kept.said("latest").path("code").asInt()).isEqualTo(2);
        } finally {
            own.close();
        }
    }
}
