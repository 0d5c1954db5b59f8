package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void a_short_path_is_used_as_it_is_and_is_its_owners_alone() throws IOException {
        var directory = RunDirectory.open(temporary.resolve("run"));

        assertThat(directory.path()).isEqualTo(temporary.resolve("run"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                .isEqualTo("rwx------");
        directory.giveBack();
        assertThat(directory.path()).exists();
    }

    @Test
    void a_path_too_long_for_a_socket_is_replaced_by_a_short_one_that_is_given_back() throws IOException {
        var directory = RunDirectory.open(temporary.resolve("x".repeat(120)));

        assertThat(directory.path().toString()).hasSizeLessThan(90);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                .isEqualTo("rwx------");
        directory.giveBack();
        assertThat(directory.path()).doesNotExist();
    }
}
