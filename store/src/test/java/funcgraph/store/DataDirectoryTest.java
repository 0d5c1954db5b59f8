package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void a_missing_directory_is_made_for_its_owner_alone() throws Exception {
        try (var directory = DataDirectory.open(parent.resolve("a/b"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
                    .isEqualTo("rwx------");
            assertThat(directory.packages()).isDirectory();
            assertThat(directory.temporary()).isDirectory();
        }
    }

    @Test
    void temporary_files_of_an_earlier_server_are_gone() throws Exception {
        Files.createDirectories(parent.resolve("tmp/deep"));
        Files.writeString(parent.resolve("tmp/deep/half"), "x");
        Files.createSymbolicLink(parent.resolve("tmp/link"), parent.resolve("kept"));
        Files.writeString(parent.resolve("kept"), "x");

        try (var directory = DataDirectory.open(parent)) {
            assertThat(directory.temporary()).isEmptyDirectory();
            assertThat(parent.resolve("kept")).exists();
        }
    }

    @Test
    void a_second_server_in_this_process_is_refused_and_does_not_unlock_the_first() throws Exception {
        try (var first = DataDirectory.open(parent)) {
            assertThatThrownBy(() -> DataDirectory.open(parent.resolve("../" + parent.getFileName())))
                    .isInstanceOf(DataDirectoryInUse.class)
                    .hasMessageContaining(first.root().toString())
                    .hasMessageContaining("--data");
            try (var other = ChildJvm.start(OpenDirectory.class, parent.toString())) {
                assertThat(other.line()).contains("DataDirectoryInUse");
            }
        }
        DataDirectory.open(parent).close();
    }

    @Test
    void a_server_that_was_killed_holds_nothing() throws Exception {
        try (var holder = ChildJvm.start(OpenDirectory.class, parent.toString())) {
            assertThat(holder.line()).isEqualTo("opened");
            assertThatThrownBy(() -> DataDirectory.open(parent))
                    .isInstanceOf(DataDirectoryInUse.class)
                    .hasMessageContaining("process " + holder.process().pid());
            holder.process().destroyForcibly();
            assertThat(holder.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        DataDirectory.open(parent).close();
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() throws Exception {
        Files.writeString(parent.resolve("file"), "x");

        assertThatThrownBy(() -> DataDirectory.open(parent.resolve("file/data")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("file/data");
    }

    /** Opens a directory, says so, and keeps it until it is killed. */
    static final class OpenDirectory {
        private OpenDirectory() {}

        public static void main(String[] arguments) throws Exception {
            try (var directory = DataDirectory.open(Path.of(arguments[0]))) {
                System.out.println("opened");
                // Ends with the parent, which holds the other end of standard input.
                System.in.read();
            } catch (DataDirectoryInUse e) {
                System.out.println(e.getClass().getSimpleName());
            }
        }
    }
}
