package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.worker.WorkerSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    private static final String PID = "import os\ndef handler(event, context):\n    return os.getpid()\n";

    @Test
    void no_process_is_started_before_the_first_call() {
        try (var shop = new Workshop(Workshop.limits())) {
            assertThat(shop.pool.stats()).isEqualTo(new PoolStats(0, 0, 0, 0, 0));
        }
    }

    @Test
    void second_call_reuses_the_warm_worker_from_either_loop() {
        try (var shop = new Workshop(Workshop.limits())) {
            var spec = shop.python("reuse", PID);
            String first = shop.answer(spec, "{}");
            for (int again = 0; again < 4; again++) {
                assertThat(shop.answer(spec, "{}")).isEqualTo(first);
            }
        }
    }

    @Test
    void another_function_gets_the_worker_that_was_booted_ahead() {
        try (var shop = new Workshop(Workshop.limits())) {
            shop.answer(shop.python("one", PID), "{}");
            await().until(() -> shop.pool.stats().generic() == 1);
            var second = shop.invoke(shop.python("two", PID), "{}");
            assertThat(((InvokeOutcome.Answered) second).usage().initMicros()).isPositive();
            await().until(() -> shop.pool.stats().generic() == 1);
            assertThat(shop.pool.stats().workersAlive()).isEqualTo(3);
        }
    }

    @Test
    void fifty_first_calls_at_once_all_succeed_with_few_workers() {
        try (var shop = new Workshop(Workshop.limits())) {
            var spec = shop.python("burst", PID);
            var calls =
                    IntStream.range(0, 50).mapToObj(n -> shop.start(spec, "{}")).toList();
            Set<String> workers = new HashSet<>();
            for (var call : calls) {
                workers.add(Workshop.text(Workshop.await(call)));
            }
            assertThat(workers).hasSizeLessThan(20);
        }
    }

    @Test
    void slow_calls_at_once_each_get_a_worker_up_to_the_limit() {
        try (var shop = new Workshop(Workshop.limits().withMaxWorkersPerFunction(3))) {
            var spec = shop.python("parallel", Workshop.GATE);
            var calls = IntStream.range(0, 6)
                    .mapToObj(n -> shop.start(spec, shop.closed("gate")))
                    .toList();
            await().until(() -> shop.pool.stats().leasesOut() == 3);
            assertThat(shop.pool.stats().waiting()).isEqualTo(3);
            shop.open("gate");
            Set<String> workers = new HashSet<>();
            for (var call : calls) {
                workers.add(Workshop.text(Workshop.await(call)));
            }
            assertThat(workers).hasSize(3);
        }
    }

    @Test
    void calls_that_cannot_be_served_in_time_are_overloaded() {
        try (var shop =
                new Workshop(Workshop.limits().withMaxWorkersPerFunction(1).withMaxWaitersPerRevision(1))) {
            var spec = shop.python("full", Workshop.GATE);
            var running = shop.start(spec, shop.closed("gate"));
            await().until(() -> shop.pool.stats().leasesOut() == 1);
            var waiting = shop.start(spec, "0".getBytes(StandardCharsets.UTF_8), Duration.ofMillis(800));
            await().until(() -> shop.pool.stats().waiting() == 1);
            assertThat(shop.invoke(spec, "0"))
                    .isInstanceOfSatisfying(
                            InvokeOutcome.Overloaded.class,
                            full -> assertThat(full.why()).contains("already wait"));
            assertThat(Workshop.await(waiting))
                    .isInstanceOfSatisfying(
                            InvokeOutcome.Overloaded.class,
                            late -> assertThat(late.why()).contains("time"));
            shop.open("gate");
            assertThat(Workshop.text(Workshop.await(running))).isNotEmpty();
        }
    }

    @Test
    void idle_workers_make_room_for_another_function() {
        var limits = Workshop.limits().withMaxWorkers(2).withGenericPerRuntime(0);
        try (var shop = new Workshop(limits)) {
            for (int n = 0; n < 5; n++) {
                assertThat(shop.answer(shop.python("room" + n, PID), "{}")).isNotEmpty();
                assertThat(shop.pool.stats().workersAlive()).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void idle_workers_end_after_the_keep_alive() {
        try (var shop = new Workshop(
                Workshop.limits().withKeepAlive(Duration.ofMillis(200)).withGenericPerRuntime(0))) {
            var spec = shop.python("keep", PID);
            shop.answer(spec, "{}");
            await().until(() -> shop.pool.stats().equals(new PoolStats(0, 0, 0, 0, 0)));
            assertThat(shop.crewsEnded).containsExactly(spec);
            assertThat(shop.answer(spec, "{}")).isNotEmpty();
        }
    }

    @Test
    void retired_workers_end_at_once_when_idle_and_after_their_call_when_busy() {
        try (var shop = new Workshop(Workshop.limits().withGenericPerRuntime(0))) {
            var old = shop.spec("retire", 1, RuntimeName.PYTHON_3_11, "index.py", Workshop.GATE);
            shop.answer(old, "0");
            var busy = shop.start(old, shop.closed("gate"));
            await().until(() -> shop.pool.stats().leasesOut() == 1);
            shop.pool.retire(old.function(), "v1", 2);
            shop.pool.retire(old.function(), "latest", 1);
            assertThat(shop.pool.stats().crews()).isEqualTo(1);
            shop.pool.retire(old.function(), "latest", 2);
            shop.open("gate");
            assertThat(Workshop.text(Workshop.await(busy))).isNotEmpty();
            await().until(() -> shop.crewsEnded.contains(old));
            assertThat(shop.pool.stats().workersAlive()).isZero();
            assertThat(shop.answer(old, "0"))
                    .as("a call resolved before the change")
                    .isNotEmpty();
            shop.pool.retireAll(old.function());
            await().until(() -> shop.pool.stats().workersAlive() == 0);
        }
    }

    @Test
    void storm_of_revisions_fails_no_call_and_each_answer_is_of_its_revision() {
        try (var shop = new Workshop(Workshop.limits())) {
            var newest = new AtomicLong(1);
            var specs = IntStream.rangeClosed(0, 12)
                    .mapToObj(n -> shop.spec(
                            "storm",
                            n,
                            RuntimeName.PYTHON_3_11,
                            "index.py",
                            "def handler(event, context):\n    return " + n + "\n"))
                    .toList();
            var clients = IntStream.range(0, 8)
                    .mapToObj(n -> client(shop, specs, newest))
                    .toList();
            for (int revision = 2; revision <= 12; revision++) {
                newest.set(revision);
                shop.pool.retire(specs.getFirst().function(), "latest", revision);
                Workshop.await(shop.start(specs.get(revision), "{}"));
            }
            newest.set(-1);
            clients.forEach(client -> assertThat(Workshop.await(client)).isPositive());
            await().until(() -> shop.pool.stats().crews() == 1);
        }
    }

    /** Calls the newest revision until there is none, and gives the number of calls. */
    private static CompletableFuture<Integer> client(Workshop shop, List<WorkerSpec> specs, AtomicLong newest) {
        return CompletableFuture.supplyAsync(
                () -> {
                    int calls = 0;
                    for (long revision = newest.get(); revision > 0; revision = newest.get()) {
                        assertThat(shop.answer(specs.get((int) revision), "{}")).isEqualTo(Long.toString(revision));
                        calls++;
                    }
                    return calls;
                },
                task -> Thread.ofVirtual().start(task));
    }
}
