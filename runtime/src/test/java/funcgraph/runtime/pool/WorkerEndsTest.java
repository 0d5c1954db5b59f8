package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerEndsTest {

    private Workshop shop;

    @BeforeEach
    void open() {
        shop = new Workshop(Workshop.limits());
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void timeout_kills_the_whole_tree_and_the_next_call_is_served() throws Exception {
        var slow = Workshop.limited(shop.python("slow", """
                import os, subprocess, time
                def handler(event, context):
                    if not event:
                        return "quick"
                    child = subprocess.Popen(["sleep", "300"], start_new_session=True)
                    with open(event + ".part", "w") as out:
                        out.write("%d %d" % (os.getpid(), child.pid))
                    os.rename(event + ".part", event)
                    print("began")
                    time.sleep(300)
                """), 1, 512);
        Path pids = shop.directory().resolve("pids");
        InvokeOutcome outcome = shop.invoke(slow, "\"" + pids + "\"");
        assertThat(outcome).isInstanceOfSatisfying(InvokeOutcome.TimedOut.class, late -> {
            assertThat(late.timeoutSeconds()).isEqualTo(1);
            assertThat(late.usage().durationMicros()).isBetween(1_000_000L, 3_000_000L);
            assertThat(new String(late.usage().logTail(), StandardCharsets.UTF_8))
                    .isEqualTo("began\n");
        });
        for (String pid : Files.readString(pids).split(" ", -1)) {
            await().until(() -> !Workshop.alive(Long.parseLong(pid)));
        }
        assertThat(shop.answer(slow, "\"\"")).isEqualTo("\"quick\"");
    }

    @Test
    void timeout_ends_a_node_handler_that_never_yields() {
        var busy = Workshop.limited(shop.node("busy", "exports.handler = async () => { for (;;) {} };"), 1, 512);
        assertThat(shop.invoke(busy, "{}")).isInstanceOf(InvokeOutcome.TimedOut.class);
    }

    @Test
    void killed_worker_fails_only_its_own_call() {
        var spec = shop.python("killed", """
                import os, signal
                def handler(event, context):
                    if event:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return os.getpid()
                """);
        String first = shop.answer(spec, "0");
        assertThat(shop.invoke(spec, "1"))
                .isInstanceOfSatisfying(
                        InvokeOutcome.WorkerDied.class,
                        died -> assertThat(died.how()).contains("signal 9"));
        assertThat(shop.answer(spec, "0")).isNotEqualTo(first);
    }

    @Test
    void worker_killed_while_idle_is_replaced_without_a_failed_call() {
        var spec = shop.node("idle", "exports.handler = async () => process.pid;");
        long first = Long.parseLong(shop.answer(spec, "{}"));
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().until(() -> !Workshop.alive(first));
        await().until(() -> shop.pool.stats().crews() == 0);
        assertThat(shop.answer(spec, "{}")).isNotEqualTo(Long.toString(first));
    }

    @Test
    void garbage_on_the_socket_kills_the_worker() {
        var spec = shop.python("garbage", """
                import os, socket, stat
                def handler(event, context):
                    for fd in range(3, 64):
                        try:
                            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                                os.write(fd, b"this is not a frame at all")
                        except OSError:
                            pass
                    return "done"
                """);
        assertThat(shop.invoke(spec, "{}"))
                .isInstanceOfSatisfying(
                        InvokeOutcome.WorkerDied.class,
                        died -> assertThat(died.how()).contains("garbage"));
    }

    @Test
    void stranger_without_the_secret_is_sent_away() throws Exception {
        var spec = shop.python("stranger", "def handler(event, context):\n    return 'mine'\n");
        assertThat(shop.answer(spec, "{}")).isEqualTo("\"mine\"");
        var address = java.net.UnixDomainSocketAddress.of(shop.directory().resolve("run/loop-0.sock"));
        try (var channel = java.nio.channels.SocketChannel.open(address)) {
            byte[] header = "{\"secret\":\"00000000000000000000000000000000\"}".getBytes(StandardCharsets.UTF_8);
            var hello = java.nio.ByteBuffer.allocate(13 + header.length);
            hello.putInt(9 + header.length)
                    .put((byte) 1)
                    .putInt(0)
                    .putInt(header.length)
                    .put(header)
                    .flip();
            channel.write(hello);
            assertThat(channel.read(java.nio.ByteBuffer.allocate(16))).isEqualTo(-1);
        }
        assertThat(shop.answer(spec, "{}")).isEqualTo("\"mine\"");
    }

    @Test
    void user_code_that_forks_does_not_answer_twice() {
        var spec = shop.python("forks", """
                import os
                def handler(event, context):
                    pid = os.fork()
                    return "child" if pid == 0 else "parent"
                """);
        assertThat(shop.answer(spec, "{}")).isEqualTo("\"parent\"");
        assertThat(shop.answer(spec, "{}")).isEqualTo("\"parent\"");
    }

    @Test
    void close_lets_a_running_call_end_and_kills_it_after_the_grace() {
        var spec = shop.python("closing", Workshop.GATE);
        var ending = shop.start(spec, shop.closed("gate"));
        var endless = shop.start(spec, shop.closed("never"));
        await().until(() -> shop.pool.stats().leasesOut() == 2);
        var closed = shop.pool.close(Duration.ofSeconds(2)).toCompletionStage().toCompletableFuture();
        shop.open("gate");
        assertThat(Workshop.text(Workshop.await(ending))).isNotEmpty();
        assertThat(Workshop.await(endless)).isInstanceOf(InvokeOutcome.WorkerDied.class);
        Workshop.await(closed);
        assertThat(shop.pool.stats()).isEqualTo(new PoolStats(0, 0, 0, 0, 0));
        assertThat(shop.invoke(spec, "\"\"")).isInstanceOf(InvokeOutcome.Overloaded.class);
    }
}
