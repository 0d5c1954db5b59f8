package funcgraph.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.RuntimeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeCatalogTest {

    private static final Path PYTHON_LINK = Path.of("/usr/bin/python3");

    @TempDir
    private Path temporary;

    private Path directory;
    private Path python;
    private Path installed;
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void realPathOfTheDirectory() throws IOException {
        directory = Files.createDirectories(temporary.toRealPath().resolve("bin"));
        python = PYTHON_LINK.toRealPath();
        installed = temporary.toRealPath().resolve("runtimes");
    }

    @Test
    void every_name_is_described_and_absent_ones_name_their_remedy() {
        var all = catalog(true).describeAll();
        assertThat(all).extracting(Interpreter::runtime).containsExactly(RuntimeName.values());
        assertThat(absent(RuntimeName.DOTNET_2_1).command()).contains("funcgraph runtimes install 'C#(.NET Core 2.1)'");
        assertThat(absent(RuntimeName.NODE_6_10).command()).contains("funcgraph runtimes install Node.js6.10");
        assertThat(absent(RuntimeName.CUSTOM_IMAGE).command()).isEmpty();
        assertThat(absent(RuntimeName.CANGJIE_1_0).reason()).isNotEmpty();
        assertThat(RuntimeCatalog.remedy(RuntimeName.NODE_6_10))
                .isEqualTo("install it with: funcgraph runtimes install Node.js6.10");
        assertThat(RuntimeCatalog.remedy(RuntimeName.PYTHON_3_6)).contains("no package registry has it", "PATH");
    }

    @Test
    void compiled_programs_for_linux_need_no_interpreter() {
        assertThat(catalog(false).find(RuntimeName.GO_1_X))
                .isEqualTo(new Interpreter.Unneeded(RuntimeName.GO_1_X, "linux/amd64 binary"));
    }

    @Test
    void bash_of_any_version_is_exact_for_a_bootstrap() throws IOException {
        Files.createSymbolicLink(directory.resolve("bash"), Path.of("/bin/bash"));
        assertThat(catalog(false).find(RuntimeName.HTTP)).isInstanceOfSatisfying(Interpreter.Exact.class, it -> {
            assertThat(it.executable()).isEqualTo(Path.of("/usr/bin/bash"));
            assertThat(it.version()).matches("\\d+\\.\\d+.*");
        });
        assertThat(catalog(false).find(RuntimeName.CUSTOM)).isInstanceOf(Interpreter.Exact.class);
    }

    @Test
    void another_version_is_a_substitute_and_only_when_allowed() throws IOException {
        Files.createSymbolicLink(directory.resolve("python3"), python);
        assertThat(catalog(true).find(RuntimeName.PYTHON_3_6))
                .isInstanceOfSatisfying(Interpreter.Substitute.class, it -> {
                    assertThat(it.executable()).isEqualTo(python);
                    assertThat(it.home()).isEqualTo(Path.of("/usr"));
                    assertThat(it.version()).matches("3\\.\\d+\\.\\d+");
                });
        assertThat(catalog(true).find(RuntimeName.PYTHON_2_7)).isInstanceOf(Interpreter.Absent.class);
        assertThat(catalog(true).executable(RuntimeName.PYTHON_3_6)).contains(python);
        assertThat(catalog(false).find(RuntimeName.PYTHON_3_6)).isInstanceOf(Interpreter.Absent.class);
        assertThat(catalog(false).executable(RuntimeName.PYTHON_3_6)).isEmpty();
    }

    @Test
    void interpreter_of_the_right_minor_is_exact() throws IOException {
        String minor = String.valueOf(python.getFileName());
        Files.createSymbolicLink(directory.resolve(minor), python);
        var name = RuntimeName.parse(minor).orElseThrow();
        assertThat(catalog(false).find(name)).isInstanceOf(Interpreter.Exact.class);
    }

    @Test
    void node_is_a_substitute_for_other_versions() {
        var machine = RuntimeCatalog.ofMachine("", true);
        assertThat(machine.find(RuntimeName.NODE_6_10)).isInstanceOf(Interpreter.Substitute.class);
        assertThat(machine.executable(RuntimeName.NODE_6_10)).isPresent();
    }

    @Test
    void a_jvm_stands_in_for_older_ones_never_for_a_newer_one() {
        var old = new RuntimeCatalog(Optional.of(installed), Machine.only(List.of()), true, nanos::get);
        install(RuntimeName.JAVA_17, "bin/java", "17.0.15", Map.of());
        assertThat(old.find(RuntimeName.JAVA_17)).isInstanceOf(Interpreter.Exact.class);
        assertThat(old.find(RuntimeName.JAVA_8))
                .isInstanceOfSatisfying(
                        Interpreter.Substitute.class,
                        it -> assertThat(it.version()).isEqualTo("17.0.15"));
        assertThat(old.find(RuntimeName.JAVA_21)).isInstanceOf(Interpreter.Absent.class);
    }

    @Test
    void the_version_of_java_8_counts_as_8() {
        install(RuntimeName.JAVA_8, "bin/java", "1.8.0_504", Map.of());
        assertThat(catalog(true).find(RuntimeName.JAVA_8)).isInstanceOf(Interpreter.Exact.class);
        assertThat(catalog(true).find(RuntimeName.JAVA_11)).isInstanceOf(Interpreter.Absent.class);
    }

    @Test
    void dot_net_moves_to_a_newer_minor_only() {
        install(RuntimeName.DOTNET_2_1, "dotnet", "2.1.8", Map.of());
        assertThat(catalog(true).find(RuntimeName.DOTNET_2_1)).isInstanceOf(Interpreter.Exact.class);
        assertThat(catalog(true).find(RuntimeName.DOTNET_2_0)).isInstanceOf(Interpreter.Substitute.class);
        assertThat(catalog(true).find(RuntimeName.DOTNET_3_1)).isInstanceOf(Interpreter.Absent.class);
    }

    @Test
    void the_nearest_newer_version_stands_in() {
        install(RuntimeName.PHP_8_3, "bin/php", "8.3.1", Map.of());
        install(RuntimeName.PHP_8_2, "bin/php", "8.2.28", Map.of());
        assertThat(catalog(true).find(RuntimeName.PHP_7_3))
                .isInstanceOfSatisfying(
                        Interpreter.Substitute.class,
                        it -> assertThat(it.version()).isEqualTo("8.2.28"));
    }

    @Test
    void what_was_installed_says_its_version_and_variables_where_it_is_seen() {
        install(RuntimeName.PYTHON_2_7, "bin/python", "2.7.18", Map.of("PYTHONHOME", "{home}"));
        assertThat(catalog(false).find(RuntimeName.PYTHON_2_7)).isInstanceOfSatisfying(Interpreter.Exact.class, it -> {
            assertThat(it.version()).isEqualTo("2.7.18");
            assertThat(it.home()).isEqualTo(installed.resolve("python2.7/rtsp/python"));
            assertThat(it.environment(Path.of("/seen"))).containsExactly(Map.entry("PYTHONHOME", "/seen"));
            assertThat(it.program().executable(Path.of("/seen"))).isEqualTo(Path.of("/seen/bin/python"));
        });
    }

    @Test
    void a_runtime_that_is_installed_later_is_found_after_a_while() {
        var catalog = catalog(false);
        assertThat(catalog.executable(RuntimeName.NODE_6_10)).isEmpty();
        install(RuntimeName.NODE_6_10, "bin/node", "6.10.3", Map.of());
        assertThat(catalog.executable(RuntimeName.NODE_6_10)).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(catalog.executable(RuntimeName.NODE_6_10)).isPresent();
        assertThat(catalog.find(RuntimeName.NODE_6_10)).isInstanceOf(Interpreter.Exact.class);
    }

    @Test
    void a_runtime_that_was_taken_away_is_absent_after_a_while() throws IOException {
        install(RuntimeName.NODE_6_10, "bin/node", "6.10.3", Map.of());
        var catalog = catalog(false);
        var executable = catalog.executable(RuntimeName.NODE_6_10).orElseThrow();
        Files.delete(executable);
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(catalog.find(RuntimeName.NODE_6_10)).isInstanceOf(Interpreter.Absent.class);
    }

    @Test
    void a_tree_without_its_note_is_not_installed() throws IOException {
        install(RuntimeName.NODE_6_10, "bin/node", "6.10.3", Map.of());
        Files.delete(installed.resolve("nodejs6.10").resolve(InstalledRuntimes.NOTE));
        assertThat(catalog(false).find(RuntimeName.NODE_6_10)).isInstanceOf(Interpreter.Absent.class);
    }

    @Test
    void a_note_cannot_name_a_program_outside_its_tree() throws IOException {
        install(RuntimeName.NODE_6_10, "bin/node", "6.10.3", Map.of());
        Files.writeString(
                installed.resolve("nodejs6.10").resolve(InstalledRuntimes.NOTE),
                "version=6.10.3\nexecutable=../../../../../../../../../../bin/sh\n");
        assertThat(catalog(false).find(RuntimeName.NODE_6_10)).isInstanceOf(Interpreter.Absent.class);
    }

    @Test
    void scripts_are_not_taken_for_interpreters() throws IOException {
        script(directory.resolve("node"));
        assertThat(catalog(true).find(RuntimeName.NODE_20_15)).isInstanceOf(Interpreter.Absent.class);
    }

    @Test
    void versions_are_searched_in_the_place_of_their_switcher() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("versions/3.6.15/bin"));
        Files.createDirectories(directory.resolve("shims"));
        assertThat(Executables.searchPath(directory.resolve("shims") + ":relative::/usr/bin"))
                .containsExactly(bin, Path.of("/usr/bin"));
    }

    @Test
    void the_jvms_of_this_machine_are_found() {
        var running = Runtime.version().feature();
        var found = Machine.usual(List.of(), System.getProperty("java.home"))
                .all(RuntimeName.Family.JAVA)
                .toList();
        assertThat(found).anySatisfy(program -> {
            assertThat(program.version()).startsWith(running + ".");
            assertThat(program.executable()).isExecutable();
        });
    }

    private RuntimeCatalog catalog(boolean substitutesAllowed) {
        return new RuntimeCatalog(
                Optional.of(installed), Machine.only(List.of(directory)), substitutesAllowed, nanos::get);
    }

    private Interpreter.Absent absent(RuntimeName runtime) {
        return (Interpreter.Absent) catalog(true).find(runtime);
    }

    /** As the installer leaves it, but for the program. */
    private void install(RuntimeName runtime, String executable, String version, Map<String, String> variables) {
        try {
            Path home = RuntimePath.of(runtime).orElseThrow().under(installed);
            Path file = home.resolve(executable);
            Files.createDirectories(file.resolveSibling("."));
            script(file);
            Path note = home.resolve("../..").normalize().resolve(InstalledRuntimes.NOTE);
            InstalledRuntimes.note(note, new Program(file, version, home, variables));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void script(Path file) throws IOException {
        Files.writeString(file, "#!/bin/sh\necho v20.15.0\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
