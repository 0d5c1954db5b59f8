package funcgraph.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLauncherTest {

    @TempDir
    private Path directory;

    @Test
    void child_sees_only_the_environment_it_is_given() throws Exception {
        assertThat(output("env; cat; pwd")).isEqualTo("ONLY=this\nPWD=" + directory + "\n" + directory + "\n");
    }

    @Test
    void exit_status_and_signal_are_told() throws Exception {
        try (var launcher = new LocalLauncher()) {
            assertThat(exit(launcher.start(sh("exit 7"))).text()).isEqualTo("exited with status 7");
            assertThat(exit(launcher.start(sh("kill -9 $$"))).text()).isEqualTo("was killed by signal 9");
        }
    }

    @Test
    void kill_takes_the_whole_tree_even_those_with_a_session_of_their_own() throws Exception {
        try (var launcher = new LocalLauncher()) {
            var child = launcher.start(sh("sleep 300 & setsid sleep 300 & echo $! > pid; wait"));
            await().until(() -> Files.exists(directory.resolve("pid")));
            await().until(() -> sleepers() == 2);
            child.kill();
            child.kill();
            exit(child);
            await().until(() -> sleepers() == 0);
        }
    }

    @Test
    void memory_is_read_from_the_kernel() throws Exception {
        try (var launcher = new LocalLauncher()) {
            var child = launcher.start(sh("sleep 300"));
            await().until(() -> child.residentKb() > 100 && child.peakKb() >= child.residentKb());
            child.kill();
            exit(child);
            assertThat(child.peakKb()).isZero();
        }
    }

    @Test
    void what_cannot_be_started_leaves_nothing() {
        try (var launcher = new LocalLauncher()) {
            var launch = Launch.plain(List.of("/bin/sh", "-c", "true"), Map.of(), directory.resolve("nowhere"));
            assertThatThrownBy(() -> launcher.start(launch)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void children_do_not_outlive_a_server_that_is_killed() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process server = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            long child = Long.parseLong(lines.readLine());
            assertThat(commandLine(child)).isNotEmpty();
            server.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            await().until(
                            () -> ProcessHandle.of(child)
                                    .map(ProcessHandle::isAlive)
                                    .orElse(false),
                            alive -> !alive);
        } finally {
            server.destroyForcibly();
        }
    }

    /** A server that starts one child, which ignores everything that can be ignored, and tells its pid. */
    static final class Server {
        public static void main(String[] args) throws Exception {
            var launcher = new LocalLauncher();
            var launch = Launch.plain(
                    List.of("/bin/sh", "-c", "trap '' INT TERM HUP PIPE; while :; do sleep 1; done"),
                    Map.of("PATH", "/usr/bin:/bin"),
                    Path.of(args[0]));
            System.out.println(launcher.start(launch).name().replace("process ", ""));
            exit(launcher.start(launch));
        }
    }

    /** Empty for one that is dead, even if whoever adopted it has not reaped it. */
    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    private long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").endsWith("sleep 300"))
                .filter(it -> cwd(it.pid()).equals(directory.toString()))
                .count();
    }

    private static String cwd(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private String output(String script) throws Exception {
        try (var launcher = new LocalLauncher()) {
            var child = launcher.start(Launch.plain(
                    List.of("/bin/sh", "-c", "unset OLDPWD _; " + script), Map.of("ONLY", "this"), directory));
            exit(child);
            var text = new StringBuilder();
            child.drainOutput((bytes, length) -> text.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
            return text.toString();
        }
    }

    private Launch sh(String script) {
        return Launch.plain(List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), directory);
    }

    private static Child.Exit exit(Child child) throws Exception {
        return child.exited().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
