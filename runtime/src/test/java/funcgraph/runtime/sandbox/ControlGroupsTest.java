package funcgraph.runtime.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the kernel's own control groups; needs root. */
class ControlGroupsTest {

    @BeforeEach
    void need_root() {
        assumeThat(Path.of("/root")).isWritable();
    }

    @Test
    void what_a_killed_server_of_the_same_number_left_makes_way() throws IOException {
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
