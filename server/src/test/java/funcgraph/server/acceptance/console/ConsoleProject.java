package funcgraph.server.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.NodeProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs under {@code console/e2e}, which walk through the console in Chromium: copied into a folder of the build and
 * installed there by {@code npm ci}, again only when their lock file changes.
 */
final class ConsoleProject {

    private static final Path CONSOLE = Path.of(System.getProperty("funcgraph.root"), "console");
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CONSOLE_CHROMIUM", "/usr/bin/chromium"));
    private static final int INSTALL_SECONDS = 300;
    private static final int RUN_SECONDS = 900;

    private final Path folder;

    private ConsoleProject(Path folder) {
        this.folder = folder;
    }

    static ConsoleProject installed() {
        assertThat(CONSOLE.resolve("target/site/index.html"))
                .as("the console must be built, which needs node and npm (./dev doctor)")
                .exists();
        assertThat(CHROMIUM)
                .as("the console is tested in Chromium: apt-get install chromium (./dev doctor)")
                .exists();
        var folder = Path.of(System.getProperty("funcgraph.dist")).resolveSibling("console-e2e");
        var lock = folder.resolve("package-lock.json");
        var done = folder.resolve("installed-lock.json");
        try (var sources = Files.list(CONSOLE.resolve("e2e"))) {
            Files.createDirectories(folder);
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, folder.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(done) || Files.mismatch(lock, done) != -1) {
                NodeProject.run(folder, INSTALL_SECONDS, Map.of(), "npm", "ci", "--no-audit", "--no-fund");
                Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConsoleProject(folder);
    }

    /** Checks the types of the console's sources, and with them that each text is there in each language. */
    void checkTypes() {
        NodeProject.run(folder, RUN_SECONDS, Map.of(), "node_modules/.bin/tsc", "-p", CONSOLE.toString());
    }

    /** Runs a verb of {@code run.mjs} and gives its lines, one for each thing it tried; fails when one of them went wrong. */
    List<String> run(PackagedServer server, Map<String, String> settings, String... verb) {
        var known = server.credentials();
        var environment = new HashMap<>(settings);
        environment.put("CONSOLE_ENDPOINT", server.endpoint().toString());
        environment.put("CONSOLE_USER", known.path("user_name").asString());
        environment.put("CONSOLE_PASSWORD", known.path("password").asString());
        environment.put("CONSOLE_PROJECT", known.path("project_id").asString());
        environment.put("CONSOLE_ACCESS_KEY", known.path("access_key").asString());
        environment.put("CONSOLE_SECRET_KEY", known.path("secret_key").asString());
        var command = new ArrayList<>(List.of("node", "run.mjs"));
        command.addAll(List.of(verb));
        NodeProject.run(folder, RUN_SECONDS, environment, command.toArray(String[]::new));
        try {
            return Files.readAllLines(folder.resolve("output.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
