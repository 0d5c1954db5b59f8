package funcgraph.runtime.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupsTest {

    /** Directories that look like version 2 groups, since a machine has only one version. */
    @Nested
    class The_place_of_version_2 {
        @TempDir
        private Path mount;

        @Test
        void is_the_group_that_systemd_handed_over() throws IOException {
            Path service = group("system.slice/funcgraph.service", "cpuset cpu io memory pids", "1");

            assertThat(ControlGroups.handedOver(mount, service)).isEqualTo(service);
        }

        @Test
        void is_that_group_also_for_a_server_that_begins_where_another_moved_to() throws IOException {
            Path scope = group("run-1.scope", "cpu memory pids", "1");

            assertThat(ControlGroups.handedOver(mount, scope.resolve("funcgraph-server")))
                    .isEqualTo(scope);
        }

        @Test
        void is_the_top_where_the_group_is_anothers() throws IOException {
            Path session = group("user.slice/session-1.scope", "cpu memory pids", null);
            Path refused = group("system.slice/other.service", "cpu memory pids", "0");

            assertThat(ControlGroups.handedOver(mount, session)).isEqualTo(mount);
            assertThat(ControlGroups.handedOver(mount, refused)).isEqualTo(mount);
            assertThat(ControlGroups.handedOver(mount, mount)).isEqualTo(mount);
        }

        @Test
        void is_the_top_where_the_group_lacks_a_controller() throws IOException {
            Path service = group("system.slice/funcgraph.service", "memory pids", "1");

            assertThat(ControlGroups.handedOver(mount, service)).isEqualTo(mount);
        }

        private Path group(String path, String controllers, @Nullable String mark) throws IOException {
            Path group = Files.createDirectories(mount.resolve(path));
            Files.writeString(group.resolve("cgroup.controllers"), controllers + "\n");
            if (mark != null) {
                assumeThat(Files.getFileStore(group).supportsFileAttributeView("user"))
                        .isTrue();
                Files.setAttribute(group, "user:delegate", ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)));
            }
            return group;
        }
    }

    /** On the kernel's own control groups; needs root. */
    @Test
    void what_a_killed_server_of_the_same_number_left_makes_way() throws IOException {
        assumeThat(Path.of("/root")).isWritable();
        var killed = ControlGroups.open();
        killed.start();
        assertThat(killed.make("w1").directories()).isNotEmpty().allMatch(Files::isDirectory);

        var next = ControlGroups.open();
        next.start();
        var group = next.make("w1");
        assertThat(group.directories()).allMatch(Files::isDirectory);
        assertThat(group.dissolve(Duration.ofSeconds(10))).isTrue();
        next.close();
        assertThat(group.directories()).allMatch(directory -> !Files.exists(directory.getParent()));
    }
}
