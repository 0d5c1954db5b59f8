package funcgraph.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import funcgraph.server.PackagedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * The Node.js programs under {@code src/test/node}, installed once by {@code npm ci} into a folder of the build, and again
 * only when its lock file changes.
 */
public final class NodeProject {

    private static final Path SOURCES = Path.of(System.getProperty("funcgraph.root"), "server/src/test/node");
    private static final int INSTALL_SECONDS = 300;
    private static final int RUN_SECONDS = 60;

    private final Path folder;

    private NodeProject(Path folder) {
        this.folder = folder;
    }

    public static NodeProject installed() {
        var folder = Path.of(System.getProperty("funcgraph.dist")).resolveSibling("node-sdk");
        var lock = folder.resolve("package-lock.json");
        var done = folder.resolve("installed-lock.json");
        try {
            Files.createDirectories(folder);
            for (var name : List.of("package.json", "package-lock.json", "walk.js", "everything.js")) {
                Files.copy(SOURCES.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(done) || Files.mismatch(lock, done) != -1) {
                run(folder, INSTALL_SECONDS, Map.of(), "npm", "ci", "--no-audit", "--no-fund");
                Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeProject(folder);
    }

    /** Runs one of the programs against a server and gives what it writes. */
    public JsonNode run(String program, PackagedServer server) {
        var known = server.credentials();
        var environment = Map.of(
                "WALK_ENDPOINT", server.endpoint().toString(),
                "WALK_REGION", known.path("region").asString(),
                "WALK_PROJECT_ID", known.path("project_id").asString(),
                "WALK_ACCESS_KEY", known.path("access_key").asString(),
                "WALK_SECRET_KEY", known.path("secret_key").asString());
        var answer = folder.resolve("answer.json");
        run(folder, RUN_SECONDS, environment, "node", program, answer.toString());
        return Api.json(read(answer));
    }

    /** The folder with the SDK and what it needs. */
    public Path modules() {
        return folder.resolve("node_modules");
    }

    /** Runs a command, its output in {@code output.txt} of the folder; fails with that output when it ends badly. */
    public static void run(Path folder, int seconds, Map<String, String> environment, String... command) {
        var output = folder.resolve("output.txt");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                fail(String.join(" ", command) + " did not end within " + seconds + " s:\n" + read(output));
            }
            assertThat(process.exitValue()).as(() -> read(output)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException("'" + command[0] + "' is needed by this test (./dev doctor)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
