package funcgraph.server.acceptance.functions;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every field of {@code PUT …/config} at its boundaries, one row each; {@link FieldTable} is the table. */
class MetadataFieldsAcceptanceTest {

    /** The function of all rows that must leave it as it is. */
    private static final String UNTOUCHED = "untouched";

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start("--quotas.functions", "100000");
        api = Api.of(server);
        api.create(Sample.python(UNTOUCHED)).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<FieldRow> rows() {
        return FieldTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_field_takes_what_it_may_and_refuses_the_rest(FieldRow row) {
        var name = functionOf(row);
        var before = api.config(name).ok().json();

        var answer = api.updateConfig(name, row.body().replace("NAME", name));

        var after = api.config(name).ok();
        switch (row.outcome()) {
            case FieldRow.Outcome.Shows(Map<String, JsonNode> values) -> {
                assertThat(after.body()).isEqualTo(answer.ok().body());
                values.forEach((pointer, value) ->
                        assertThat(shown(answer, pointer)).as(pointer).isEqualTo(value));
                assertChanged(before, answer.json());
            }
            case FieldRow.Outcome.Keeps() -> {
                assertThat(answer.ok().json()).isEqualTo(before);
                assertThat(after.json()).isEqualTo(before);
            }
            case FieldRow.Outcome.Refused(int status, String code, String field) -> {
                assertThat(answer.refused(status, code).message()).contains(field);
                assertThat(after.json()).isEqualTo(before);
            }
        }
    }

    @Test
    void several_mistakes_are_named_at_once_and_the_first_of_the_page_gives_the_code() {
        var name = created();
        var answer = api.updateConfig(
                        name, "{\"timeout\": 1, \"memory_size\": 7, \"handler\": \"x\", \"user_data\": \"y\"}")
                .refused(400, "FSS.1003");

        assertThat(answer.message())
                .containsSubsequence("handler is 'x'", "memory_size is '7'", "timeout is '1'", "user_data");
        assertThat(answer.json().path("details").path("error_msg").asString()).isEqualTo("Invalid function handler.");
    }

    @Test
    void a_refused_user_data_is_not_repeated_in_the_answer() {
        var answer = api.updateConfig(created(), "{\"user_data\": \"{\\\"a-b\\\": \\\"hunter2\\\"}\"}");

        assertThat(answer.refused(400, "FSS.1009").text()).doesNotContain("hunter2");
    }

    @Test
    void an_empty_object_changes_nothing_and_is_taken() {
        var name = created();
        var before = api.config(name);

        assertThat(api.updateConfig(name, "{}").ok().body()).isEqualTo(before.body());
    }

    @Test
    void the_digest_is_the_sha512_of_the_code() throws Exception {
        var sha512 = java.security.MessageDigest.getInstance("SHA-512")
                .digest(Sample.PYTHON.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(api.config(created()).json().path("digest").asString())
                .isEqualTo(java.util.HexFormat.of().formatHex(sha512));
    }

    @Test
    void changes_show_in_the_next_call() {
        var name = created();
        assertThat(api.invoke(name, "{}").ok().json()).isEqualTo(Api.json("""
                        {"event": {}, "memory": "128", "key": null, "environment": null}"""));

        api.updateConfig(name, "{\"memory_size\": 256, \"user_data\": \"{\\\"key\\\": \\\"new\\\"}\"}")
                .ok();

        assertThat(api.invoke(name, "[1]").ok().json()).isEqualTo(Api.json("""
                        {"event": [1], "memory": "256", "key": "new", "environment": "new"}"""));
        api.updateConfig(name, "{\"handler\": \"index.other\"}").ok();
        assertThat(api.invoke(name, "").ok().text()).isEqualTo("\"other\"");
        api.updateConfig(name, "{\"strategy_config\": {\"concurrency\": 0}}").ok();
        assertThat(api.invoke(name, "{}").refused(429, "FSS.0429").message()).contains("Disabled");
    }

    private static String created() {
        var name = freshName();
        api.create(Sample.python(name)).ok();
        return name;
    }

    private static String freshName() {
        return "f" + NAMES.incrementAndGet();
    }

    private static JsonNode shown(Reply answer, String pointer) {
        return answer.json().at(pointer);
    }

    /** A new function, or the one that has changed through no row before. */
    private static String functionOf(FieldRow row) {
        boolean untouched = !(row.outcome() instanceof FieldRow.Outcome.Shows)
                && row.first().isEmpty()
                && row.create().equals("{}");
        var name = untouched ? UNTOUCHED : freshName();
        if (!untouched) {
            api.create(Sample.python(name).setAll((ObjectNode) Api.json(row.create())))
                    .ok();
        }
        if (!row.first().isEmpty()) {
            api.updateConfig(name, row.first()).ok();
        }
        return name;
    }

    /** What every change moves, and what none does. */
    private static void assertChanged(JsonNode before, JsonNode after) {
        assertThat(after.path("image_name").asString())
                .matches("latest-\\d{12}@[a-z0-9]{5}")
                .isNotEqualTo(before.path("image_name").asString());
        assertThat(OffsetDateTime.parse(after.path("last_modified").asString()))
                .isAfterOrEqualTo(
                        OffsetDateTime.parse(before.path("last_modified").asString()));
        for (var fixed : List.of("func_urn", "digest", "code_size", "code_filename", "version", "func_id")) {
            assertThat(after.path(fixed)).as(fixed).isEqualTo(before.path(fixed));
        }
    }
}
