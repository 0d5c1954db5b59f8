package funcgraph.runtime.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path scratch;

    @Test
    void what_a_program_says_is_answered() throws IOException, InstallFailed {
        assertThat(run(PATIENCE, "echo out; echo err >&2")).isEqualTo("out\nerr\n");
    }

    @Test
    void a_program_that_fails_is_quoted() {
        assertThatThrownBy(() -> run(PATIENCE, "echo 'no space left'; exit 3"))
                .isInstanceOf(InstallFailed.class)
                .hasMessage("fetching: sh ended with code 3: no space left");
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Tool.run("fetching", PATIENCE, scratch, List.of("no-such-client")))
                .isInstanceOf(InstallFailed.class)
                .hasMessage("fetching: this machine has no no-such-client");
    }

    @Test
    void a_program_that_does_not_end_is_ended_with_its_children() throws IOException {
        Path pid = scratch.resolve("pid");
        assertThatThrownBy(() -> run(Duration.ofSeconds(2), "sleep 600 & echo $! > " + pid + "; wait"))
                .isInstanceOf(InstallFailed.class)
                .hasMessage("fetching: not done after 2 s");
        var child = Long.parseLong(Files.readString(pid).strip());
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    private String run(Duration patience, String script) throws IOException, InstallFailed {
        return Tool.run("fetching", patience, scratch, List.of("sh", "-c", script));
    }
}
