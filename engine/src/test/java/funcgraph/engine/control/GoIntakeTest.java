package funcgraph.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import funcgraph.domain.Quotas;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.build.GoBuild;
import funcgraph.runtime.build.GoToolchain;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.store.PackageStore;
import funcgraph.store.archive.ArchiveLimits;
import funcgraph.store.archive.Archives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoIntakeTest {

    private static final String HANDLER = """
            package main

            import "huaweicloud.com/go-runtime/go-api/context"

            func Handler(payload []byte, ctx context.RuntimeContext) (interface{}, error) { return payload, nil }
            """;

    private static final Optional<Path> INSTALLED =
            Optional.ofNullable(System.getenv("FUNCGRAPH_RUNTIMES_DIRECTORY")).map(all -> Path.of(all, "go1.8"));

    private final LocalLauncher launcher = new LocalLauncher();
    private final Archives archives = new Archives(ArchiveLimits.of(Quotas.DOCUMENTED));

    @TempDir
    private Path directory;

    @AfterEach
    void endChildren() {
        launcher.close();
    }

    @Test
    void a_package_of_go_source_is_stored_with_the_plugin_built_from_it() throws IOException {
        var intake = intake(toolchain());
        var stored = intake.store(RuntimeName.GO_1_8, zip(Map.of("index.go", HANDLER, "page.html", "<p>")));
        var unpacked = directory.resolve("unpacked");
        archives.unpack(stored.orElseThrow().file(), unpacked);
        try (var files = Files.list(unpacked)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("index.go", "page.html", GoBuild.PLUGIN);
        }
        var again = intake.store(
                RuntimeName.GO_1_8, Files.readAllBytes(stored.orElseThrow().file()));
        assertThat(again.orElseThrow().digest())
                .as("what was downloaded and is uploaded again is built again, alike")
                .isEqualTo(stored.orElseThrow().digest());
    }

    @Test
    void what_does_not_compile_is_refused_with_the_compilers_words() throws IOException {
        var intake = intake(toolchain());
        var broken = zip(Map.of("index.go", HANDLER.replace("payload, nil }", "nothing, nil }")));
        assertThatThrownBy(() -> intake.store(RuntimeName.GO_1_8, broken))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal())
                                .isEqualTo(new Refusal.CodeNotBuilt("index.go:5:88: undefined: nothing")));
    }

    @Test
    void a_plugin_and_other_runtimes_are_taken_as_they_are() throws IOException {
        var intake = intake(Optional.empty());
        assertThat(intake.store(RuntimeName.GO_1_8, zip(Map.of("index.so", "\u007fELF", "index.go", HANDLER))))
                .isEmpty();
        assertThat(intake.store(RuntimeName.GO_1_X, zip(Map.of("index.go", HANDLER))))
                .isEmpty();
    }

    @Test
    void without_a_toolchain_source_is_refused_with_the_remedy() throws IOException {
        var intake = intake(Optional.empty());
        var source = zip(Map.of("index.go", HANDLER));
        assertThatThrownBy(() -> intake.store(RuntimeName.GO_1_8, source))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.refusal()).isInstanceOf(Refusal.NoBuilder.class);
                    assertThat(refused.refusal().toString()).contains("runtimes install Go1.8");
                });
    }

    private GoIntake intake(Optional<GoToolchain> toolchain) {
        var patient = new GoBuild.Limits(Duration.ofMinutes(6), Duration.ofMinutes(9), Duration.ofMinutes(1), 2048);
        // Where servers with these runtimes keep what they have compiled: Go's library takes a minute.
        var directoryOfBuilds = INSTALLED.map(home -> home.resolve("built")).orElse(Path.of("target", "go-build"));
        var build =
                new GoBuild(() -> toolchain, "funcgraph runtimes install Go1.8", directoryOfBuilds, launcher, patient);
        return new GoIntake(build, new PackageStore(directory.resolve("packages"), Clock.systemUTC()), archives);
    }

    private static Optional<GoToolchain> toolchain() throws IOException {
        try (var lib = Files.list(Path.of("/usr/lib"))) {
            var unlinked = lib.filter(folder -> folder.getFileName().toString().startsWith("go-"))
                    .map(folder -> folder.resolve("bin").resolve("go"))
                    .sorted()
                    .toList();
            var path = Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "go"));
            var installed = INSTALLED.stream().map(home -> home.resolve("rtsp/go/bin/go"));
            var found = Stream.of(path, unlinked.stream(), installed)
                    .flatMap(places -> places)
                    .filter(Files::isExecutable)
                    .flatMap(executable -> GoToolchain.of(executable).stream())
                    .findFirst();
            assumeTrue(found.isPresent(), "this machine has no Go toolchain");
            return found;
        }
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
