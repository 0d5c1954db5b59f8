package funcgraph.runtime.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Settlement;
import funcgraph.runtime.launch.Shown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Needs root and bubblewrap, which the test command installs. */
class SparesTest {

    /** All that a program can find out about how it was started. */
    private static final String LOOK = """
            printf '<%s>' "$@"; echo; env | sort; pwd; id; ulimit -n; ls /proc/self/fd; ls -A /opt/function /home/snuser
            find /opt/function/runtime -type f -exec cat {} +; touch /opt/function/runtime/x 2>&1; cut -d' ' -f5-6 /proc/self/mountinfo | sort; cat
            """;

    private Path directory;
    private SandboxLauncher launcher;

    @BeforeEach
    void open() throws Exception {
        directory = Files.createTempDirectory("spares");
        launcher = SandboxLauncher.open(directory.resolve("run"), SandboxSettings.DEFAULT);
    }

    @AfterEach
    void close_and_see_that_none_is_left() {
        launcher.close();
        assertThat(ProcessHandle.current().children()).isEmpty();
        assertThat(directory.resolve("run/sandbox")).doesNotExist();
    }

    @Test
    void a_program_moves_into_a_sandbox_that_was_made_ahead() throws Exception {
        var spares = prepared();
        assertThat(spares).contains(launcher.start(saying("hello")).name());
    }

    @Test
    void it_cannot_tell_that_sandbox_from_one_of_its_own() throws Exception {
        var home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(home.resolve("file"), "shown\n");
        var launch = new Launch(
                List.of("/bin/sh", "-c", LOOK, "sh", "it's", "two words", "$HOME `id` \\ \"", "a\nb", ""),
                Map.of("PATH", "/usr/bin:/bin", "QUOTED", "it's \"so\"", "LINES_OF_TWO", "a\nb"),
                Path.of("/tmp"),
                List.of(new Shown(home, Path.of("/opt/function/runtime/x/y"))),
                Optional.empty(),
                false);
        String own = output(launcher.start(launch));
        var spares = prepared();
        var child = launcher.start(launch);
        assertThat(spares).contains(child.name());
        assertThat(output(child)).isEqualTo(own).contains("<it's><two words>", "shown");
    }

    @Test
    void a_program_that_listens_keeps_its_input() throws Exception {
        prepared();
        var launch = new Launch(List.of("/bin/cat"), Map.of(), Path.of("/tmp"), List.of(), Optional.empty(), true);
        var child = launcher.start(launch);
        child.input().write("all of it".getBytes(StandardCharsets.UTF_8));
        child.input().close();
        assertThat(output(child)).isEqualTo("all of it");
    }

    /** A worker without a program of the platform's is settled as soon as it is there. */
    @Test
    void one_that_is_settled_at_once_still_becomes_its_program() throws Exception {
        prepared();
        var code = Files.createDirectory(directory.resolve("code"));
        Files.writeString(code.resolve("file"), "mounted");
        var launch = new Launch(
                List.of("/bin/sh", "-c", "read go; cat /opt/function/code/file"),
                Map.of(),
                Path.of("/tmp"),
                List.of(),
                Optional.empty(),
                true);
        var child = launcher.start(launch);
        child.settle(new Settlement(code, 64, 0, ""));
        child.input().write('\n');
        child.input().close();
        assertThat(output(child)).isEqualTo("mounted");
    }

    @Test
    void what_shows_other_things_gets_a_sandbox_of_its_own() throws Exception {
        var spares = prepared();
        var launch = new Launch(
                List.of("/bin/ls", "/seen"),
                Map.of(),
                Path.of("/tmp"),
                List.of(new Shown(
                        Files.createDirectories(directory.resolve("other/inner"))
                                .getParent(),
                        Path.of("/seen"))),
                Optional.empty(),
                false);
        var child = launcher.start(launch);
        assertThat(spares).doesNotContain(child.name());
        assertThat(output(child)).isEqualTo("inner\n");
    }

    /** Each would be a mount that every later start copies. */
    @Test
    void what_shows_many_things_gets_a_sandbox_of_its_own() throws Exception {
        var spares = prepared();
        var one = new Shown(Files.createDirectory(directory.resolve("one")), Path.of("/opt/function/runtime/one"));
        var two = new Shown(Files.createDirectory(directory.resolve("two")), Path.of("/opt/function/runtime/two"));
        var launch = new Launch(
                List.of("/bin/ls", "/opt/function/runtime"),
                Map.of(),
                Path.of("/tmp"),
                List.of(one, two),
                Optional.empty(),
                false);
        var child = launcher.start(launch);
        assertThat(spares).doesNotContain(child.name());
        assertThat(output(child)).isEqualTo("one\ntwo\n");
    }

    @Test
    void names_that_the_waiting_shell_uses_itself_reach_the_program_all_the_same() throws Exception {
        prepared();
        var launch = Launch.plain(List.of("/usr/bin/env"), Map.of("n", "1", "orders", "2"), Path.of("/tmp"));
        assertThat(output(launcher.start(launch))).contains("n=1\n", "orders=2\n");
    }

    @Test
    void one_that_was_killed_is_passed_over() throws Exception {
        var spares = prepared();
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        await().until(() -> {
            try (var slots = Files.list(directory.resolve("run/sandbox/slots"))) {
                return slots.findAny().isEmpty();
            }
        });
        var child = launcher.start(saying("still"));
        assertThat(spares).doesNotContain(child.name());
        assertThat(output(child)).isEqualTo("still\n");
    }

    @Test
    void those_that_were_taken_are_replaced() throws Exception {
        prepared();
        assertThat(output(launcher.start(saying("a")))).isEqualTo("a\n");
        assertThat(output(launcher.start(saying("b")))).isEqualTo("b\n");
        await().until(() -> waiting().size() == 2);
    }

    private static Launch saying(String word) {
        return Launch.plain(List.of("/bin/echo", word), Map.of(), Path.of("/tmp"));
    }

    /** The names of the sandboxes that wait. */
    private Set<String> prepared() {
        launcher.prepare(List.of());
        await().until(() -> waiting().size() == 2);
        return waiting();
    }

    /** Those in which only the shell runs: it is the last that is started. */
    private static Set<String> waiting() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.descendants().anyMatch(SparesTest::isShell))
                .map(child -> "sandbox " + child.pid())
                .collect(Collectors.toSet());
    }

    private static boolean isShell(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .startsWith("/bin/sh\0-c\0n=");
        } catch (IOException gone) {
            return false;
        }
    }

    private static String output(Child child) throws Exception {
        child.exited().toCompletableFuture().get(10, TimeUnit.SECONDS);
        var all = new ByteArrayOutputStream();
        child.drainOutput((bytes, length) -> all.write(bytes, 0, length));
        return all.toString(StandardCharsets.UTF_8);
    }
}
