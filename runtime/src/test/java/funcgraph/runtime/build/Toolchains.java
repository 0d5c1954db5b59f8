package funcgraph.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import funcgraph.runtime.launch.Launcher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Go that tests run with: the machine's own, or the one below {@code FUNCGRAPH_RUNTIMES_DIRECTORY}, where {@code
 * funcgraph runtimes install Go1.8} has put it. And what is kept compiled between test runs.
 */
public final class Toolchains {

    private static final GoBuild.Limits PATIENT =
            new GoBuild.Limits(Duration.ofMinutes(6), Duration.ofMinutes(9), Duration.ofMinutes(1), 2048);

    private static final Optional<Path> INSTALLED =
            Optional.ofNullable(System.getenv("FUNCGRAPH_RUNTIMES_DIRECTORY")).map(all -> Path.of(all, "go1.8"));

    private Toolchains() {}

    static Optional<GoToolchain> find() throws IOException {
        var path = Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "go"));
        var installed = INSTALLED.stream().map(home -> home.resolve("rtsp/go/bin/go"));
        try (var lib = Files.list(Path.of("/usr/lib"))) {
            var unlinked = lib.filter(folder -> folder.getFileName().toString().startsWith("go-"))
                    .map(folder -> folder.resolve("bin").resolve("go"))
                    .sorted()
                    .toList();
            return Stream.of(path, unlinked.stream(), installed)
                    .flatMap(found -> found)
                    .filter(Files::isExecutable)
                    .flatMap(executable -> GoToolchain.of(executable).stream())
                    .findFirst();
        }
    }

    static GoToolchain required() throws IOException {
        var found = find();
        assumeTrue(found.isPresent(), "no Go toolchain: ./funcgraph runtimes install Go1.8");
        return found.orElseThrow();
    }

    /**
     * Where servers with these runtimes keep what they have compiled, so that the minute which Go's library takes was spent
     * at their installation; without, a place of the tests' own.
     */
    static Path directory() {
        return INSTALLED.map(home -> home.resolve("built")).orElse(Path.of("target", "go-build"));
    }

    /** One that finds what earlier tests compiled, here or in another JVM: one compiles Go's library, the others wait. */
    public static synchronized GoBuild build(Launcher launcher) throws IOException {
        var toolchain = required();
        var directory = directory();
        var build = new GoBuild(
                () -> Optional.of(toolchain), "funcgraph runtimes install Go1.8", directory, launcher, PATIENT);
        Files.createDirectories(directory);
        try (var file = FileChannel.open(
                        directory.resolve("tests.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(build.worker()).isPresent();
        }
        return build;
    }

    /** Compiles a program against the SDK of this project, as a user does who brings a binary. */
    public static Path compile(String source, Path directory) throws IOException, InterruptedException {
        var go = required().executable();
        var main = Files.createDirectories(directory.resolve("src").resolve("fixture"))
                .resolve("main.go");
        Files.writeString(main, source);
        var binary = directory.resolve("fixture");
        var build = new ProcessBuilder(go.toString(), "build", "-o", binary.toString(), "fixture")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        build.environment().clear();
        build.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "HOME",
                        directory.toString(),
                        "GOPATH",
                        Path.of("..", "bootstraps", "go").toRealPath() + ":" + directory,
                        "GOCACHE",
                        Files.createDirectories(Path.of("target", "go-cache"))
                                .toRealPath()
                                .toString(),
                        "GO111MODULE",
                        "off",
                        "GOFLAGS",
                        ""));
        var compiler = build.start();
        var output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!compiler.waitFor(5, TimeUnit.MINUTES) || compiler.exitValue() != 0) {
            throw new AssertionError("the fixture does not compile: " + output);
        }
        return binary;
    }
}
