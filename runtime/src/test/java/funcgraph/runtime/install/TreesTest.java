package funcgraph.runtime.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {

    @TempDir
    private Path root;

    private Path home;

    @BeforeEach
    void home() throws IOException {
        home = Files.createDirectories(root.resolve("usr/lib/jvm"));
    }

    @Test
    void files_that_links_lead_to_are_taken_along() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/jvm.cfg"), "server");
        Files.createSymbolicLink(home.resolve("jvm.cfg"), Path.of("/etc/jvm.cfg"));
        Path sources = Files.createDirectories(root.resolve("usr/share/src/deep"));
        Files.writeString(sources.resolve("a.go"), "package a");
        Files.createSymbolicLink(home.resolve("src"), Path.of("../../share/src"));
        Files.writeString(home.resolve("real"), "here");
        Files.createSymbolicLink(home.resolve("inside"), Path.of("real"));
        Files.createSymbolicLink(home.resolve("nowhere"), Path.of("/no/such/file"));

        Trees.ownWhatLinksLeadTo(home, root);

        assertThat(home.resolve("jvm.cfg")).isRegularFile().hasContent("server");
        assertThat(Files.isSymbolicLink(home.resolve("jvm.cfg"))).isFalse();
        assertThat(Files.isSymbolicLink(home.resolve("src"))).isFalse();
        assertThat(home.resolve("src/deep/a.go")).hasContent("package a");
        assertThat(Files.isSymbolicLink(home.resolve("inside"))).isTrue();
        assertThat(Files.isSymbolicLink(home.resolve("nowhere"))).isTrue();
    }

    @Test
    void another_user_can_read_all_and_write_nothing() throws IOException {
        Path folder = Files.createDirectories(home.resolve("bin"));
        Path program = Files.writeString(folder.resolve("java"), "");
        Path text = Files.writeString(home.resolve("text"), "");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        Trees.openToAll(home);

        assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(program)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(text)).isEqualTo("rw-r--r--");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
