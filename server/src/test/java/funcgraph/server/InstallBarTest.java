package funcgraph.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallBarTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, UTF_8);

    @TempDir
    Path work;

    @Test
    void a_pipe_gets_a_line_for_each_step() {
        try (var bar = InstallBar.begin(out, false, work, 2)) {
            bar.step("Python3.9: fetching python");
            bar.step("Go1.8: compiling");
        }
        assertThat(shown.toString(UTF_8)).isEqualTo("Python3.9: fetching python\nGo1.8: compiling\n");
    }

    @Test
    void a_terminal_gets_a_bar_that_grows_and_is_gone_at_the_end() throws IOException {
        try (var bar = InstallBar.begin(out, true, work, 2)) {
            bar.step("Python3.9: fetching python");
            assertThat(shown.toString(UTF_8))
                    .endsWith("[                    ] 1/2 Python3.9: fetching python 0.0 MB, 0 s");
            Files.write(work.resolve("archive"), new byte[3 * 1024 * 1024]);
            await().atMost(PATIENCE).until(() -> shown.toString(UTF_8).contains("python 3.0 MB"));
            bar.step("Node.js12.13: fetching " + "x".repeat(100));
            assertThat(shown.toString(UTF_8)).contains("[==========          ] 2/2 Node.js12.13: fetching xxx");
        }
        assertThat(shown.toString(UTF_8)).endsWith("\r\033[K").doesNotContain("\n");
    }
}
