package funcgraph.runtime.build;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import funcgraph.runtime.launch.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The Go of the machine that tests run on, and what the build keeps between test runs. */
final class Toolchains {

    private static final GoBuild.Limits PATIENT =
            new GoBuild.Limits(Duration.ofMinutes(6), Duration.ofMinutes(9), Duration.ofMinutes(1), 2048);

    private Toolchains() {}

    static Optional<GoToolchain> find() throws IOException {
        var path = Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "go"));
        try (var lib = Files.list(Path.of("/usr/lib"))) {
            var unlinked = lib.filter(folder -> folder.getFileName().toString().startsWith("go-"))
                    .map(folder -> folder.resolve("bin").resolve("go"))
                    .sorted()
                    .toList();
            return Stream.concat(path, unlinked.stream())
                    .filter(Files::isExecutable)
                    .flatMap(executable -> GoToolchain.of(executable).stream())
                    .findFirst();
        }
    }

    static GoToolchain required() throws IOException {
        var found = find();
        assumeTrue(found.isPresent(), "this machine has no Go toolchain");
        return found.orElseThrow();
    }

    /** One that finds what earlier tests compiled. */
    static GoBuild build(Launcher launcher) throws IOException {
        var toolchain = required();
        return new GoBuild(
                () -> Optional.of(toolchain),
                "funcgraph runtimes install Go1.8",
                Path.of("target", "go-build"),
                launcher,
                PATIENT);
    }
}
