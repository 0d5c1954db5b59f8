package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.sandbox.SandboxLauncher;
import funcgraph.runtime.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers in sandboxes: needs root and bubblewrap, which the test command installs. */
class SandboxedWorkerTest {

    /** Idle workers are looked at four times as often. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(8);

    private static final String RESTING = "1000";

    private Path directory;
    private Workshop shop;

    @BeforeEach
    void open() throws Exception {
        directory = Files.createTempDirectory("sandboxed");
        shop = new Workshop(
                Workshop.limits().withKeepAlive(KEEP_ALIVE),
                SandboxLauncher.open(directory.resolve("run"), SandboxSettings.DEFAULT),
                directory);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void python_sees_its_code_where_the_real_platform_has_it() {
        var spec = shop.python("where", """
                import os, sys
                def handler(event, context):
                    return [__file__, os.getcwd(), os.environ["RUNTIME_CODE_ROOT"], os.getuid(), os.getgid(), os.listdir("/opt/function/code")]
                """);
        assertThat(shop.answer(spec, "{}"))
                .isEqualTo("[\"/opt/function/code/index.py\", \"/opt/function\", \"/opt/function/code\", 1003, 1003,"
                        + " [\"index.py\"]]");
    }

    @Test
    void node_runs_in_a_sandbox_too() {
        var spec = shop.node("where", "exports.handler = async (event) => [__filename, process.cwd(), event];");
        assertThat(shop.answer(spec, "7")).isEqualTo("[\"/opt/function/code/index.js\",\"/opt/function\",7]");
    }

    @Test
    void reserved_workers_in_idle_mode_get_next_to_no_processor_until_they_are_called() {
        var spec = shop.python("idle", "def handler(event, context): return event");
        shop.pool.reserve(spec, 1, true, () -> {});
        await().until(() -> quotas().contains(RESTING));
        assertThat(shop.answer(spec, "1")).isEqualTo("1");
        assertThat(quotas()).doesNotContain(RESTING);
        await().until(() -> quotas().contains(RESTING));
    }

    /** Microseconds of each tenth of a second that the control groups of this process's children have. */
    private static List<String> quotas() {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> lines(Path.of("/proc/" + child.pid() + "/cgroup")))
                .map(line -> line.split(":", 3))
                .filter(line -> line.length == 3 && (line[1].isEmpty() || ("," + line[1] + ",").contains(",cpu,")))
                .flatMap(line -> line[1].isEmpty()
                        ? lines(Path.of("/sys/fs/cgroup" + line[2], "cpu.max"))
                                .map(quota -> quota.substring(0, quota.indexOf(' ')))
                        : lines(Path.of("/sys/fs/cgroup/cpu" + line[2], "cpu.cfs_quota_us")))
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    @Test
    void only_tmp_can_be_written() {
        var spec = shop.python("writes", """
                def handler(event, context):
                    said = []
                    for path in ["/x", "/opt/function/x", "/opt/function/code/x", "/usr/x", "/etc/x", "/home/snuser/runtime/x", "/dev/x", "/tmp/x"]:
                        try:
                            open(path, "w").close()
                            said.append(path)
                        except OSError:
                            pass
                    return said
                """);
        assertThat(shop.answer(spec, "{}")).isEqualTo("[\"/tmp/x\"]");
    }

    @Test
    void memory_limit_is_the_kernels_and_the_next_call_gets_a_fresh_worker() {
        var spec = Workshop.limited(shop.python("eater", """
                def handler(event, context):
                    return len(bytearray(int(event) << 20))
                """), 30, 128);
        assertThat(shop.invoke(spec, "300"))
                .isInstanceOfSatisfying(
                        InvokeOutcome.OutOfMemory.class,
                        out -> assertThat(out.memoryMb()).isEqualTo(128));
        assertThat(shop.answer(spec, "50")).isEqualTo("52428800");
    }

    @Test
    void timeout_ends_all_that_the_function_started() {
        var spec = Workshop.limited(shop.python("tree", """
                import os, subprocess, time
                def handler(event, context):
                    for i in range(5):
                        subprocess.Popen(["sleep", "31415"], start_new_session=True)
                    time.sleep(300)
                """), 1, 512);
        assertThat(shop.invoke(spec, "{}")).isInstanceOf(InvokeOutcome.TimedOut.class);
        await().until(() -> ProcessHandle.allProcesses()
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 31415")));
    }

    @Test
    void nothing_is_left_of_a_worker() {
        var spec = shop.python("gone", "def handler(event, context):\n    return 1\n");
        for (long revision = 1; revision <= 5; revision++) {
            shop.answer(
                    shop.spec("gone", revision, spec.runtime(), "index.py", "def handler(e, c):\n    return 1\n"),
                    "{}");
            shop.pool.retire(spec.function(), "latest", revision + 1);
        }
        // What is kept ready: a generic worker and two sandboxes.
        await().untilAsserted(() -> assertThat(slots()).isLessThanOrEqualTo(3L));
    }

    private long slots() throws IOException {
        try (Stream<Path> slots = Files.list(directory.resolve("run/sandbox/slots"))) {
            return slots.count();
        }
    }
}
