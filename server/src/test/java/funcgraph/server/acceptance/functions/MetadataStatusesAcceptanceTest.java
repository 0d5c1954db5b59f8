package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Proof;
import funcgraph.server.acceptance.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** Every status of the seed page's table 5, and which one wins when several are deserved. */
class MetadataStatusesAcceptanceTest {

    private static final String BAD_FIELD = "{\"timeout\": 1}";
    private static final String GOOD = "{\"timeout\": 5}";

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start("--api-profile", "2019");
        api = Api.of(server);
        api.create(Sample.python("f")).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_missing_code_type_is_400_in_the_profile_of_2019() {
        for (var body : List.of("{}", GOOD, "{\"code_type\": null, \"timeout\": 5}")) {
            assertThat(api.updateConfig("f", body).refused(400, "FSS.1006").message())
                    .contains("code_type");
        }
        api.updateConfig("f", "{\"code_type\": \"inline\", \"timeout\": 5}").ok();
        api.updateConfig("f", "{\"code_type\": \"inline\", \"strategy_config\": {\"concurrency\": 1}}")
                .refused(400, "FSS.1026");
    }

    @Test
    void a_missing_or_a_wrong_proof_is_401() {
        for (var proof : List.of(Proof.NONE, new Proof.Token("x"), new Proof.Keys("nobody", "x"))) {
            assertThat(api.as(proof)
                            .updateConfig("f", GOOD)
                            .refused(401, "FSS.0401")
                            .message())
                    .startsWith("Incorrect IAM authentication information");
        }
    }

    @Test
    void another_project_is_403() {
        assertThat(api.in("other")
                        .updateConfig("f", GOOD)
                        .refused(403, "FSS.0403")
                        .message())
                .isEqualTo("namespace and token mismatch");
        var foreign = api.urn("f").replace(api.projectId(), "other");
        assertThat(api.updateConfig(foreign, GOOD).refused(403, "FSS.0403").message())
                .isEqualTo("namespace and token mismatch");
    }

    @Test
    void an_unknown_function_is_404() {
        assertThat(api.updateConfig("nobody", GOOD).refused(404, "FSS.1051").message())
                .startsWith("Not found the function");
    }

    @Test
    void a_stale_if_match_is_409_and_changes_nothing() {
        var first = api.config("f").header("ETag");
        var body = "{\"code_type\": \"inline\", \"timeout\": 7}".getBytes(UTF_8);
        var second = api.updateConfig("f", Map.of("If-Match", first), body).ok();
        assertThat(second.header("ETag")).isNotEqualTo(first).matches("\"\\d+\"");

        var shown = api.config("f");
        api.updateConfig("f", Map.of("If-Match", first), "{\"code_type\": \"inline\", \"timeout\": 8}".getBytes(UTF_8))
                .refused(409, "FSS.0409");

        assertThat(api.config("f").body()).isEqualTo(shown.body()).isEqualTo(second.body());
        api.updateConfig("f", Map.of("If-Match", "*"), body).ok();
        var now = api.config("f").header("ETag");
        api.updateConfig("f", Map.of("If-Match", first + ", " + now), body).ok();
        api.send("PUT", api.functions() + "/f/code", Map.of("If-Match", first), Api.bytes(Sample.code("inline", body)))
                .refused(409, "FSS.0409");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"", "\"\"", "\"abc\"", "W/\"7\"", "\"7\",", "\"-7\"", "\"7", "*, \"7\"", "\"٣\""})
    void a_malformed_if_match_is_400(String header) {
        // The client sends headers as Latin-1, so what is beyond it arrives as a question mark.
        api.updateConfig("f", Map.of("If-Match", header.replace('٣', '?')), GOOD.getBytes(UTF_8))
                .refused(400, "FSS.0400");
    }

    @Test
    void a_revision_beyond_every_number_never_matches() {
        api.updateConfig(
                        "f",
                        Map.of("If-Match", "\"99999999999999999999999\""),
                        "{\"code_type\": \"inline\"}".getBytes(UTF_8))
                .refused(409, "FSS.0409");
    }

    @Test
    void other_methods_are_405_and_other_paths_404() {
        var answer = api.send("PATCH", api.functions() + "/f/config", Map.of(), GOOD.getBytes(UTF_8));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, PUT");
        assertThat(api.send("PUT", api.functions() + "/f/nothing", Map.of(), GOOD.getBytes(UTF_8))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void checks_come_in_order_proof_project_urn_existence_body_fields() {
        var nobody = api.as(Proof.NONE);
        nobody.in("other").updateConfig("a:b:c:d:e", "not JSON").refused(401, "FSS.0401");
        api.in("other").updateConfig("a:b:c:d:e", "not JSON").refused(403, "FSS.0403");
        api.updateConfig("a:b:c:d:e", "not JSON").refused(400, "FSS.1309");
        api.updateConfig("nobody", "not JSON").refused(404, "FSS.1051");
        api.updateConfig("f", "not JSON").refused(400, "FSS.0400");
        api.updateConfig("f", BAD_FIELD).refused(400, "FSS.1006");
        api.updateConfig("f", Map.of("If-Match", "\"1\""), BAD_FIELD.getBytes(UTF_8))
                .refused(400, "FSS.1006");
        api.updateConfig("f", "{\"code_type\": \"x\", \"runtime\": \"y\"}").refused(400, "FSS.1005");
    }

    @Test
    void beyond_the_projects_rate_limit_it_is_429_until_a_second_has_passed() {
        try (var limited = PackagedServer.start("--api.rate_limit_per_second", "5")) {
            var client = Api.of(limited);
            var statuses = java.util.stream.IntStream.range(0, 40)
                    .mapToObj(i -> client.config("nobody"))
                    .toList();

            assertThat(statuses).filteredOn(reply -> reply.status() == 404).hasSizeGreaterThanOrEqualTo(5);
            assertThat(statuses)
                    .filteredOn(reply -> reply.status() != 404)
                    .isNotEmpty()
                    .allSatisfy(reply -> reply.refused(429, "FSS.0429"));
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(20))
                    .until(() -> client.create(Sample.python("f")).status() == 200);
        }
    }

    @Test
    void a_broken_database_is_500_for_the_seed_endpoint_too() throws SQLException {
        try (var broken = PackagedServer.start()) {
            var its = Api.of(broken);
            its.create(Sample.python("f")).ok();
            var database = new SQLiteDataSource();
            database.setUrl("jdbc:sqlite:" + broken.data().resolve("funcgraph.db"));
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("drop table functions");
            }

            assertThat(its.updateConfig("f", GOOD).refused(500, "FSS.0500").message())
                    .isEqualTo("Internal server error.");
        }
    }

    @Test
    void a_broken_server_is_500_without_a_word_of_its_inside() throws IOException {
        api.create(Sample.inline("broken", "Python3.9", "index.handler", "def handler(e, c): return 'only here'"))
                .ok();
        var digest = api.config("broken").json().path("digest").asString();
        try (var files = Files.walk(server.data().resolve("packages"))) {
            var stored = files.filter(file -> file.getFileName().toString().contains(digest))
                    .toList();
            assertThat(stored).hasSize(1);
            Files.delete(stored.getFirst());
        }

        var answer = api.code("broken").refused(500, "FSS.0500");

        assertThat(answer.text()).doesNotContain(digest, server.data().toString());
        assertThat(server.log())
                .anyMatch(line -> line.contains(answer.json().path("request_id").asString()));
        api.config("broken").ok();
        server = server.restart(); // which forgets the code that it has made ready
        api = Api.of(server);
        api.invoke("broken", "{}").refused(500, "FSS.0500");
    }
}
