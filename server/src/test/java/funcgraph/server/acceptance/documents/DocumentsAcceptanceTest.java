package funcgraph.server.acceptance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Commands;
import funcgraph.server.acceptance.MatrixCode;
import funcgraph.server.acceptance.NodeProject;
import funcgraph.server.acceptance.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What the book in {@code docs/} shows is done as it stands there, and comes to what it says. */
class DocumentsAcceptanceTest {

    private static final Path ROOT =
            Path.of(System.getProperty("funcgraph.root")).toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+?)(?:#[^)]*)?\\)");

    private static PackagedServer server;
    private static Api api;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/tutorial.md", "docs/guides/curl.md", "docs/guides/ci.md"})
    void commands_print_what_the_page_says(String path) throws Exception {
        var page = Document.read(path);
        Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("bin")).resolve("funcgraph"), ROOT.resolve("funcgraph"));
        var script = new StringBuilder("set -euo pipefail\n");
        var shown = new ArrayList<List<String>>();
        for (int i = 0; i < page.blocks().size(); i++) {
            var block = page.blocks().get(i);
            if (block.kind().equals("bash")) {
                var name = "block-" + shown.size();
                Files.writeString(folder.resolve(name + ".sh"), block.text());
                script.append(". ./%s.sh > %s.out 2>&1\n".formatted(name, name));
                var next = i + 1 < page.blocks().size() ? page.blocks().get(i + 1) : block;
                shown.add(List.of(name, next.kind().equals("text") ? next.text() : "…"));
            }
        }
        assertThat(shown).isNotEmpty();

        try {
            run(Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH")), "bash", "-c", script.toString());
        } catch (AssertionError failed) {
            var outputs = new StringBuilder(failed.getMessage());
            for (var each : shown) {
                var output = folder.resolve(each.get(0) + ".out");
                outputs.append(Files.exists(output) ? "\n" + each.get(0) + ": " + Files.readString(output) : "");
            }
            throw new AssertionError(outputs.toString(), failed);
        }

        for (var each : shown) {
            page.assertPrinted(each.get(1), Files.readString(folder.resolve(each.get(0) + ".out")));
        }
    }

    static Stream<String> languages() {
        return Document.in("docs/languages").stream().map(Document::path);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void the_function_of_a_language_returns_what_its_page_says(String path) throws Exception {
        var page = Document.read(path);
        var source = page.blocks().getFirst();
        var runtime = page.named("Runtime");
        Files.writeString(folder.resolve(source.name()), source.text());
        var code = MatrixCode.packed(runtime, folder.resolve(source.name()));
        if (code.isEmpty()) {
            assertThat(runtime)
                    .as("without the .NET of CI there is nothing to compile C# with")
                    .startsWith("C#");
            return;
        }
        var name = Path.of(path).getFileName().toString().replace(".md", "");
        var request = Sample.metadata(name, runtime, page.named("handler"));
        api.create(Sample.with(request, "zip", code.get())).ok();

        var answer = api.invoke(name, page.block("json event").text()).ok().json();

        var said = (ObjectNode) Api.json(page.block("json result").text());
        said.properties()
                .forEach(field -> assertThat(answer.path(field.getKey()))
                        .as("%s: %s of %s", path, field.getKey(), answer)
                        .isEqualTo(field.getValue()));
        api.delete(name).gone();
    }

    @Test
    void the_guide_of_the_java_sdk_works() throws Exception {
        var page = Document.read("docs/guides/java-sdk.md");
        var source = page.block("java Guide.java");
        Files.writeString(folder.resolve(source.name()), source.text());
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        page.assertPrinted(
                page.block("text").text(),
                run(keys(), java, "-cp", System.getProperty("java.class.path"), source.name()));
    }

    @Test
    void the_guide_of_the_node_sdk_works() throws Exception {
        var page = Document.read("docs/guides/node-sdk.md");
        var source = page.block("js guide.js");
        Files.writeString(folder.resolve(source.name()), source.text());
        Files.createSymbolicLink(
                folder.resolve("node_modules"), NodeProject.installed().modules());
        page.assertPrinted(page.block("text").text(), run(keys(), "node", "--preserve-symlinks-main", source.name()));
    }

    @Test
    void links_between_pages_lead_somewhere() throws IOException {
        var dead = new ArrayList<String>();
        try (var files = Files.walk(ROOT.resolve("docs"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                var links = LINK.matcher(Files.readString(file));
                while (links.find()) {
                    if (!Files.exists(file.resolveSibling(links.group(1)))) {
                        dead.add(ROOT.relativize(file) + " -> " + links.group(1));
                    }
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private static Map<String, String> keys() {
        var known = server.credentials();
        return Map.of(
                "ENDPOINT", server.endpoint().toString(),
                "PROJECT_ID", known.path("project_id").asString(),
                "ACCESS_KEY", known.path("access_key").asString(),
                "SECRET_KEY", known.path("secret_key").asString());
    }

    private String run(Map<String, String> environment, String... command) throws Exception {
        var all = new HashMap<>(environment);
        all.put("FUNCGRAPH_SERVER_DATA", server.data().toString());
        return Commands.run(folder, all, command);
    }
}
