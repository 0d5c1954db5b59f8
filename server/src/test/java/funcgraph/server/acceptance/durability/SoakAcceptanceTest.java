package funcgraph.server.acceptance.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.contract.HeaderNames;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Calls for a long time, while metadata changes, workers are killed and functions run out of memory: only the calls on a
 * worker that was killed fail, and they say so; and when all is over the server is as it was.
 */
class SoakAcceptanceTest {

    /** {@code ./dev soak} asks for ten minutes. */
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("funcgraph.soak.seconds", 8));

    private static final int CLIENTS = 8;
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(700);
    private static final Duration BETWEEN_KILLS = Duration.ofMillis(900);
    private static final String DIED = "4002";
    private static final String OUT_OF_MEMORY = "4205";
    private static final long MOST_HEAP_GROWTH_KB = 64 * 1024;

    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger starved = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void only_calls_on_killed_workers_fail_and_nothing_leaks() throws Exception {
        try (var server =
                PackagedServer.prepare().config("sandbox: {required: true}\n").start()) {
            var api = Api.of(server);
            var steady = Hostile.create(api, "steady", "{\"timeout\": 60}");
            var hungry = Hostile.create(api, "hungry", "{\"timeout\": 60}");
            steady.isWell();
            hungry.isWell();
            var before = Held.by(server);

            soak(api, server, steady, hungry);

            System.out.println(summary());
            assertThat(wrong).as(this::summary).isEmpty();
            assertThat(lost.get()).as(this::summary).isLessThanOrEqualTo(kills.get());
            assertThat(List.of(calls.get(), starved.get(), changes.get(), kills.get()))
                    .as(this::summary)
                    .allMatch(count -> count > 0);
            api.delete("steady").gone();
            api.delete("hungry").gone();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> Held.by(server).isNoMoreThan(before));
        }
    }

    private void soak(Api api, PackagedServer server, Hostile steady, Hostile hungry) throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                running.add(threads.submit(() -> callUntil(end, steady)));
            }
            running.add(threads.submit(() -> starveUntil(end, hungry)));
            running.add(threads.submit(() -> changeUntil(end, api)));
            running.add(threads.submit(() -> killUntil(end, server)));
        }
        for (var each : running) {
            each.get();
        }
    }

    private void callUntil(long end, Hostile function) {
        while (System.nanoTime() < end && wrong.size() < 10) {
            int n = calls.incrementAndGet();
            var answer = function.function().call(Hostile.event("answer = " + n));
            if (answer.status() == 200 && answer.text().equals(Integer.toString(n))) {
                continue;
            }
            lost.incrementAndGet();
            if (!DIED.equals(answer.header(HeaderNames.FUNC_ERR_CODE))) {
                wrong.add(answer.status() + " " + answer.text());
            }
        }
    }

    /** At least once: on a busy machine one call may take as long as the whole short soak. */
    private void starveUntil(long end, Hostile function) {
        long atLast = end + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < (starved.get() == 0 ? atLast : end) && wrong.size() < 10) {
            var answer = function.function().call(Hostile.event("answer = len(bytearray(400 << 20))"));
            var code = answer.header(HeaderNames.FUNC_ERR_CODE);
            if (OUT_OF_MEMORY.equals(code)) {
                starved.incrementAndGet();
            } else if (DIED.equals(code)) {
                lost.incrementAndGet();
            } else {
                wrong.add("out of memory, and " + answer.status() + " " + answer.text());
            }
        }
    }

    private void changeUntil(long end, Api api) {
        while (System.nanoTime() < end) {
            api.updateConfig("steady", "{\"description\": \"change %d\"}".formatted(changes.incrementAndGet()))
                    .ok();
            LockSupport.parkNanos(BETWEEN_CHANGES.toNanos());
        }
    }

    private void killUntil(long end, PackagedServer server) {
        while (System.nanoTime() < end) {
            var alive = server.workers("python");
            if (!alive.isEmpty()) {
                kills.incrementAndGet();
                alive.get(ThreadLocalRandom.current().nextInt(alive.size())).destroyForcibly();
            }
            LockSupport.parkNanos(BETWEEN_KILLS.toNanos());
        }
    }

    private String summary() {
        return "soak of %d s: %d calls, %d changes, %d kills, %d calls lost by them, %d out of memory, wrong: %s"
                .formatted(
                        LENGTH.toSeconds(), calls.get(), changes.get(), kills.get(), lost.get(), starved.get(), wrong);
    }

    /** What a server holds of the machine. */
    private record Held(long processes, long files, long groups, long heapKb) {

        static Held by(PackagedServer server) {
            return new Held(server.workers().size(), files(server.pid()), groups(server.pid()), heapKb(server.pid()));
        }

        /** A few files and threads come with use; what grows with each call or worker would be hundreds. */
        void isNoMoreThan(Held before) {
            assertThat(processes).as("processes, before: %s", before).isLessThanOrEqualTo(before.processes);
            assertThat(files).as("open files, before: %s", before).isLessThanOrEqualTo(before.files + 16);
            assertThat(groups).as("control groups, before: %s", before).isLessThanOrEqualTo(before.groups);
            assertThat(heapKb).as("heap, before: %s", before).isLessThanOrEqualTo(before.heapKb + MOST_HEAP_GROWTH_KB);
        }

        private static long files(long pid) {
            try (var open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                return open.count();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static long groups(long pid) {
            try (var all = Files.find(
                    Path.of("/sys/fs/cgroup"),
                    12,
                    (path, attributes) -> path.getParent() != null
                            && path.getParent().endsWith("funcgraph-" + pid)
                            && attributes.isDirectory())) {
                return all.count();
            } catch (IOException | java.io.UncheckedIOException vanishing) {
                return Long.MAX_VALUE; // asked again
            }
        }

        /** What is left of the heap after a collection, as the server's own machine tells it. */
        private static long heapKb(long pid) {
            jcmd(pid, "GC.run");
            return jcmd(pid, "GC.heap_info")
                    .lines()
                    .filter(line -> line.matches(".* total \\d+K, used \\d+K.*"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll(".* used (\\d+)K.*", "$1")))
                    .sum();
        }

        private static String jcmd(long pid, String command) {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            try {
                var process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                        .redirectErrorStream(true)
                        .start();
                var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(process.waitFor()).as(said).isZero();
                return said;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
