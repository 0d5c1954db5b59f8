package funcgraph.server.acceptance.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Described;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API, held against the API, and the page that shows it. */
class OpenApiAcceptanceTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static PackagedServer server;
    private static Api api;
    private static Described described;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
        described = Described.by(server.endpoint());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_schema_is_a_json_schema() {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        assertThat(described.document().path("openapi").asString("")).startsWith("3.1");
        assertThat(described.document().path("components").path("schemas").properties())
                .hasSizeGreaterThan(80)
                .allSatisfy(schema -> assertThat(metaSchema.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    /** Api itself looks at every answer; here are those that no other test asks for, and that it would see a wrong one. */
    @Test
    void answers_of_all_kinds_have_the_forms_that_are_described() {
        api.create(Sample.python("described")).ok();
        var project = "/v2/" + api.projectId() + "/fgs";
        var function = api.functions() + "/described";
        var asked = new TreeSet<String>();
        for (var path : described.document().path("paths").properties()) {
            if (path.getValue().has("get")
                    && path.getValue().path("get").path("x-served").booleanValue()) {
                var target = path.getKey()
                        .replace("{project_id}", api.projectId())
                        .replace("{function_urn}", "described")
                        .replaceAll("\\{[^}]+}", "none")
                        .replaceAll("/stream$", "/stream?tail=endless");
                var reply = api.send("GET", target, Map.of(), new byte[0]);
                assertThat(reply.status()).as(target).isLessThan(500);
                assertThat(reply.status() + " " + reply.code())
                        .as(target)
                        .matches(seen -> reply.status() < 400
                                || target.startsWith("/v3")
                                || described.codes("GET", target).contains(reply.code()));
                asked.add(target);
            }
        }
        assertThat(asked).hasSizeGreaterThan(40);
        api.send("POST", function + "/versions", Map.of(), "{\"version\": \"one\"}".getBytes(UTF_8))
                .ok();
        api.send("POST", function + "/aliases", Map.of(), "{\"name\": \"a\", \"version\": \"one\"}".getBytes(UTF_8))
                .ok();
        api.send("GET", function + "/versions", Map.of(), new byte[0]).ok();
        api.send("GET", project + "/quotas", Map.of(), new byte[0]).ok();
        assertThat(api.invoke("described", "{}").ok().json().has("event")).isTrue();
    }

    @Test
    void an_answer_that_lacks_what_is_promised_is_seen() {
        api.create(Sample.python("lacking")).ok();
        var whole = api.config("lacking").ok();
        var lacking = (tools.jackson.databind.node.ObjectNode) whole.json();
        lacking.remove("memory_size");
        var reply = new Reply(200, whole.headers(), lacking.toString().getBytes(UTF_8));
        assertThatThrownBy(() -> described.requireFit("GET", api.functions() + "/lacking/config", reply))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("memory_size");
    }

    @Test
    void a_body_with_fields_of_the_wrong_type_is_refused_with_a_code_that_is_described() {
        var refused = api.create(Sample.object().put("func_name", 3));
        assertThat(described.codes("POST", api.functions())).contains(refused.code());
        var short_ = api.create(Sample.python("1 bad name"));
        assertThat(described.codes("POST", api.functions())).contains(short_.code());
    }

    @Test
    void the_page_and_the_description_are_open_to_all_and_may_load_nothing_from_elsewhere() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (var path : new String[] {"/openapi", "/openapi.json", "/openapi/viewer.js", "/openapi/viewer.css"}) {
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse(""))
                        .contains("default-src 'none'")
                        .doesNotContain("unsafe");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(answer.body()).doesNotContain("http://", "https://");
            }
        }
    }

    @Test
    void a_browser_shows_every_operation(@TempDir Path home) throws IOException, InterruptedException {
        assumeThat(CHROMIUM).exists();
        var shown = home.resolve("shown.html");
        var browser = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + home.resolve("profile"),
                        "--virtual-time-budget=10000",
                        "--dump-dom",
                        server.endpoint() + "/openapi")
                .redirectOutput(shown.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        var page = Files.readString(shown);
        for (var path : described.document().path("paths").properties()) {
            path.getValue()
                    .forEach(operation -> assertThat(page)
                            .contains(operation.path("operationId").asString() + ": "));
        }
    }
}
