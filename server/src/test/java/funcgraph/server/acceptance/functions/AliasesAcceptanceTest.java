package funcgraph.server.acceptance.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Publishing;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Aliases: what they are made of, where their calls go (functiongraph-api 1.7, 2.3); three of a function at most. */
class AliasesAcceptanceTest {

    private static final int CALLS = Integer.getInteger("funcgraph.alias.calls", 500);

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start("--quotas.aliases", "3");
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A function with versions v1 and v2, whose codes say 1 and 2. */
    private static Publishing published(String name) {
        var function = Publishing.create(api, name);
        function.publish("v1", 1);
        function.publish("v2", 2);
        return function;
    }

    @Test
    void an_alias_from_creation_to_deletion() {
        var function = published("life");
        var created = function.createAlias("{\"name\": \"prod\", \"version\": \"v1\", \"description\": \"d\"}")
                .ok()
                .json();
        assertThat(created.propertyNames())
                .containsExactly("name", "version", "description", "last_modified", "alias_urn");
        assertThat(created.path("alias_urn").asString()).isEqualTo(function.urn("!prod"));
        assertThat(OffsetDateTime.parse(created.path("last_modified").asString()))
                .isCloseTo(OffsetDateTime.now(ZoneOffset.UTC), within(1, ChronoUnit.MINUTES));
        assertThat(function.alias("prod").ok().json()).isEqualTo(created);
        assertThat(function.aliases().ok().json()).containsExactly(created);
        assertThat(api.config(function.urn("!prod"))
                        .ok()
                        .json()
                        .path("func_urn")
                        .asString())
                .isEqualTo(function.urn("v1"));

        var updated = function.updateAlias(
                        "prod", "{\"version\": \"v1\", \"additional_version_weights\": {\"v2\": 30}}")
                .ok()
                .json();
        assertThat(updated.path("description").asString()).isEmpty();
        assertThat(updated.path("additional_version_weights")).isEqualTo(Api.json("{\"v2\": 30}"));
        var strategy = "{\"v2\": {\"combine_type\": \"or\", \"rules\": [{\"rule_type\": \"Header\","
                + " \"param\": \"x\", \"op\": \"in\", \"value\": \"1,2\"}]}}";
        var ruled = function.updateAlias(
                        "prod", "{\"version\": \"v1\", \"additional_version_strategy\": " + strategy + "}")
                .ok()
                .json();
        assertThat(ruled.path("additional_version_strategy")).isEqualTo(Api.json(strategy));
        assertThat(ruled.has("additional_version_weights")).isFalse();
        assertThat(function.alias("prod").ok().json()).isEqualTo(ruled);

        function.deleteAlias("prod").gone();
        function.deleteAlias("prod").refused(404, "FSS.1053");
        function.alias("prod").refused(404, "FSS.1053");
        function.updateAlias("prod", "{\"version\": \"v1\"}").refused(404, "FSS.1053");
        function.call("!prod").refused(404, "FSS.1053");
        function.call("v1").ok();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"version": "v1"}                                                              ; 400 ; FSS.1014 ; name
            {"name": "1a", "version": "v1"}                                                ; 400 ; FSS.1014 ; name
            {"name": "a"}                                                                  ; 400 ; FSS.1015 ; version
            {"name": "a", "version": "a/b"}                                                ; 400 ; FSS.1015 ; version
            {"name": "a", "version": "v9"}                                                 ; 404 ; FSS.1052 ; v9
            {"name": "a", "version": "v1", "additional_version_weights": {"v9": 1}}        ; 400 ; FSS.1091 ; v9
            {"name": "a", "version": "v1", "additional_version_weights": {"latest": 1}}    ; 400 ; FSS.1091 ; latest
            {"name": "a", "version": "v1", "additional_version_weights": {"v2": 1, "v": 1}}; 400 ; FSS.1091 ; v2, v
            {"name": "a", "version": "v1", "additional_version_weights": {"v2": 101}}      ; 400 ; FSS.1092 ; 101
            {"name": "a", "version": "v1", "additional_version_weights": {"v2": -1}}       ; 400 ; FSS.1092 ; -1
            {"name": "a", "version": "v1", "additional_version_weights": {"v2": "1"}}      ; 400 ; FSS.0400 ; v2
            {"name": "a", "version": "v1", "additional_version_weights": {"v1": 1}}        ; 400 ; FSS.1093 ; v1
            {"name": "a", "version": "v1", "additional_version_strategy": {"v2": {}}}      ; 400 ; FSS.0400 ; combine_type
            """)
    void bad_input_names_its_field(String body, int status, String code, String named) {
        if (api.config("bad").status() == 404) {
            published("bad");
        }
        var function = new Publishing(api, "bad");
        assertThat(function.createAlias(body).refused(status, code).message()).contains(named);
        assertThat(function.aliases().ok().json()).isEmpty();
    }

    @Test
    void names_versions_and_numbers_of_aliases_have_their_limits() {
        var function = published("limits");
        function.createAlias("{\"name\": \"a\", \"version\": \"v1\"}").ok();
        function.createAlias("{\"name\": \"a\", \"version\": \"v2\"}").refused(409, "FSS.1063");
        function.createAlias("{\"name\": \"b\", \"version\": \"v1\"}").refused(409, "FSS.1066");
        function.createAlias("{\"name\": \"b\", \"version\": \"v2\"}").ok();
        function.updateAlias("b", "{\"version\": \"v1\"}").refused(409, "FSS.1066");
        function.updateAlias("b", "{\"version\": \"v2\", \"description\": \"same\"}")
                .ok();
        function.createAlias("{\"name\": \"c\", \"version\": \"latest\"}").ok();
        function.publish("v3", 3);
        function.createAlias("{\"name\": \"d\", \"version\": \"v3\"}").refused(403, "FSS.1043");
        new Publishing(api, "nobody").createAlias("{}").refused(404, "FSS.1051");
        new Publishing(api, "nobody").aliases().refused(404, "FSS.1051");
    }

    @Test
    void the_very_next_call_goes_where_the_alias_points_and_the_context_says_so() {
        var function = published("moves");
        function.createAlias("{\"name\": \"prod\", \"version\": \"v1\"}").ok();
        for (int i = 0; i < 25; i++) {
            for (var version : new String[] {"v2", "latest", "v1"}) {
                function.updateAlias("prod", "{\"version\": \"" + version + "\"}")
                        .ok();
                var said = function.said("!prod");
                assertThat(said.path("version").asString()).isEqualTo(version);
                assertThat(said.path("environment").asString()).isEqualTo(version);
                assertThat(said.path("alias").asString()).isEqualTo("prod");
            }
        }
    }

    @Test
    void no_call_fails_because_its_alias_moves() throws Exception {
        var function = published("storm");
        function.createAlias("{\"name\": \"prod\", \"version\": \"v1\"}").ok();
        var moving = new AtomicBoolean(true);
        var clients = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < 4; client++) {
                clients.add(threads.submit(() -> {
                    while (moving.get()) {
                        assertThat(function.said("!prod").path("code").asInt()).isBetween(1, 2);
                    }
                }));
            }
            for (int i = 0; i < 60; i++) {
                function.updateAlias("prod", "{\"version\": \"v" + (1 + i % 2) + "\"}")
                        .ok();
            }
            moving.set(false);
        }
        for (var client : clients) {
            client.get();
        }
    }

    @Test
    void a_weight_is_the_share_of_the_calls() {
        var function = published("weighted");
        function.createAlias(
                        "{\"name\": \"canary\", \"version\": \"v1\", \"additional_version_weights\": {\"v2\": 30}}")
                .ok();
        int additional = 0;
        for (int call = 0; call < CALLS; call++) {
            var said = function.said("!canary");
            assertThat(said.path("alias").asString()).isEqualTo("canary");
            additional += said.path("code").asInt() == 2 ? 1 : 0;
        }
        System.out.printf("alias weights: %.2f %% of %d calls, 30 asked for%n", additional * 100.0 / CALLS, CALLS);
        // Four standard deviations; of 10,000 calls, as the long form makes, they are 1.8 %.
        assertThat(additional * 100.0 / CALLS).isCloseTo(30, within(4 * 100 * Math.sqrt(0.3 * 0.7 / CALLS)));
    }

    @Test
    void rules_look_at_the_headers_of_the_call() {
        var function = published("ruled");
        function.createAlias("""
                        {"name": "gray", "version": "v1", "additional_version_strategy": {"v2": {"combine_type": "and",
                         "rules": [{"rule_type": "header", "param": "X-Group", "op": "in", "value": "a, b"},
                                   {"rule_type": "cookie", "param": "beta", "op": "=", "value": "yes"}]}}}""").ok();

        assertThat(code(function, Map.of("x-group", "b", "Cookie", "a=1; beta=yes")))
                .isEqualTo(2);
        assertThat(code(function, Map.of("X-Group", "c", "Cookie", "beta=yes"))).isEqualTo(1);
        assertThat(code(function, Map.of("X-Group", "a"))).isEqualTo(1);
        assertThat(code(function, Map.of())).isEqualTo(1);
    }

    private static int code(Publishing function, Map<String, String> headers) {
        return function.call("!gray", headers).ok().json().path("code").asInt();
    }
}
