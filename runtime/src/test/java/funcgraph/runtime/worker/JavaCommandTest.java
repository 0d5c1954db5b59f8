package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JavaCommandTest {

    private static JavaCommand command(String version) {
        return new JavaCommand(Path.of("java"), version, Path.of("/b"), Optional.of(Path.of("/cache/x")));
    }

    @Test
    void version_is_read_from_old_and_new_spellings() {
        assertThat(command("1.8.0_504").major()).isEqualTo(8);
        assertThat(command("11.0.24").major()).isEqualTo(11);
        assertThat(command("25").major()).isEqualTo(25);
        assertThat(command("25-ea").major()).isEqualTo(25);
        assertThat(command("unknown").major()).isZero();
    }

    @Test
    void heap_leaves_room_for_the_rest_of_the_process() {
        assertThat(JavaCommand.heapMb(128)).isEqualTo(64);
        assertThat(JavaCommand.heapMb(256)).isEqualTo(192);
        assertThat(JavaCommand.heapMb(1024)).isEqualTo(819);
    }

    @Test
    void each_version_gets_only_flags_that_it_knows() {
        assertThat(command("1.8.0_504").worker(128))
                .contains("-Xmx64m", "-XX:TieredStopAtLevel=1")
                .noneMatch(flag -> flag.startsWith("-Xlog") || flag.contains("/cache/x"))
                .endsWith("-jar", "/b/java/worker.jar");
        assertThat(command("1.8.0_504").rehearsal()).isEmpty();
        assertThat(command("11.0.24").rehearsal()).isEmpty();
        assertThat(command("17.0.15").worker(1024))
                .contains("-XX:SharedArchiveFile=/cache/x", "-Xlog:disable")
                .doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(command("17.0.15").rehearsal().orElseThrow())
                .contains("-XX:ArchiveClassesAtExit=/cache/x")
                .endsWith("--rehearse");
        assertThat(command("25.0.3").worker(512)).contains("-XX:SharedArchiveFile=/cache/x");
        assertThat(command("25.0.3").rehearsal().orElseThrow()).contains("-XX:ArchiveClassesAtExit=/cache/x");
    }
}
