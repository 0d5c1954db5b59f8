package funcgraph.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.RuntimeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeCatalogTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    private Path directory;

    @Test
    void every_name_is_described_and_absent_ones_name_their_remedy() {
        var all = new RuntimeCatalog(List.of(directory), true).describeAll();
        assertThat(all)
                .hasSize(RuntimeName.values().length)
                .allSatisfy(it -> assertThat(it).isInstanceOf(Interpreter.Absent.class));
        assertThat(all)
                .contains(new Interpreter.Absent(
                        RuntimeName.DOTNET_2_1, "funcgraph runtimes install 'C#(.NET Core 2.1)'"))
                .contains(new Interpreter.Absent(RuntimeName.NODE_6_10, "funcgraph runtimes install Node.js6.10"));
    }

    @Test
    void another_version_is_a_substitute_and_only_when_allowed() throws IOException {
        Files.createSymbolicLink(directory.resolve("python3"), PYTHON);
        var allowing = new RuntimeCatalog(List.of(directory), true);
        assertThat(allowing.find(RuntimeName.PYTHON_3_6)).isInstanceOfSatisfying(Interpreter.Substitute.class, it -> {
            assertThat(it.executable()).isEqualTo(directory.resolve("python3"));
            assertThat(it.version()).startsWith("3.");
        });
        assertThat(allowing.find(RuntimeName.PYTHON_2_7)).isInstanceOf(Interpreter.Absent.class);
        assertThat(allowing.executable(RuntimeName.PYTHON_3_6)).contains(directory.resolve("python3"));
        var strict = new RuntimeCatalog(List.of(directory), false);
        assertThat(strict.find(RuntimeName.PYTHON_3_6)).isInstanceOf(Interpreter.Absent.class);
        assertThat(strict.executable(RuntimeName.PYTHON_3_6)).isEmpty();
    }

    @Test
    void interpreter_of_the_right_minor_is_exact() throws IOException {
        String minor = PYTHON.toRealPath().getFileName().toString();
        Files.createSymbolicLink(directory.resolve(minor), PYTHON);
        var name = RuntimeName.parse(minor).orElseThrow();
        assertThat(new RuntimeCatalog(List.of(directory), false).find(name)).isInstanceOf(Interpreter.Exact.class);
    }

    @Test
    void node_is_a_substitute_for_other_versions() {
        var catalog = RuntimeCatalog.ofMachine("", true);
        assertThat(catalog.find(RuntimeName.NODE_6_10)).isInstanceOf(Interpreter.Substitute.class);
        assertThat(catalog.executable(RuntimeName.NODE_6_10)).isPresent();
    }

    @Test
    void scripts_are_not_taken_for_interpreters() throws IOException {
        Path script = Files.writeString(directory.resolve("node"), "#!/bin/sh\necho v20.15.0\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(new RuntimeCatalog(List.of(directory), true).find(RuntimeName.NODE_20_15))
                .isInstanceOf(Interpreter.Absent.class);
    }

    @Test
    void versions_are_searched_in_the_place_of_their_switcher() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("versions/3.6.15/bin"));
        Files.createDirectories(directory.resolve("shims"));
        assertThat(Executables.searchPath(directory.resolve("shims") + ":relative::/usr/bin"))
                .containsExactly(bin, Path.of("/usr/bin"));
    }
}
