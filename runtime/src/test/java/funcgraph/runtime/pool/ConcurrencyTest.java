package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.worker.WorkerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Functions whose workers run several calls at a time ({@code concurrent_num}). */
class ConcurrencyTest {

    /** Answers its process id once the file exists that its event names; {@code exit} and {@code hang} do so. */
    private static final String GATE = """
            const fs = require('fs');
            exports.handler = async (event, context) => {
              context.getLogger().info('began ' + context.getRequestID());
              if (event === 'exit') process.exit(3);
              while (event && !fs.existsSync(event)) await new Promise((again) => setTimeout(again, 5));
              context.getLogger().info('ended ' + context.getRequestID());
              return process.pid;
            };
            """;

    private static final String COUNT = """
            let open = 0, most = 0;
            exports.handler = async () => {
              most = Math.max(most, ++open);
              await new Promise((done) => setTimeout(done, 2));
              open--;
              return process.pid + ' ' + most;
            };
            """;

    private static PoolLimits limits() {
        return Workshop.limits().withGenericPerRuntime(0);
    }

    @Test
    void one_worker_runs_as_many_calls_at_a_time_as_it_has_places() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.node("shared", GATE).withStaff(3, 1);
            shop.answer(spec, "null");
            var calls = start(shop, spec, 4);
            await().until(() ->
                    shop.pool.stats().leasesOut() == 3 && shop.pool.stats().waiting() == 1);
            assertThat(shop.pool.stats().workersAlive()).isEqualTo(1);
            shop.open("gate");
            assertThat(workers(calls)).hasSize(1);
        }
    }

    @Test
    void python_worker_runs_several_calls_at_a_time_in_threads() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.python("threads", Workshop.GATE).withStaff(3, 1);
            var calls = start(shop, spec, 3);
            await().until(() -> shop.pool.stats().leasesOut() == 3);
            shop.open("gate");
            assertThat(workers(calls)).hasSize(1);
        }
    }

    @Test
    void php_worker_runs_one_call_and_there_are_as_many_more_of_them() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.spec(
                            "php", 1, RuntimeName.PHP_8_2, "index.php", "<?php function handler($e, $c) { return 1; }")
                    .withStaff(4, 2);
            assertThat(spec.places()).isEqualTo(1);
            assertThat(spec.workersAtMost()).isEqualTo(8);
        }
    }

    @Test
    void more_calls_get_more_workers_but_never_more_than_the_function_may_have() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.node("staff", GATE).withStaff(2, 2);
            var calls = start(shop, spec, 6);
            await().until(() ->
                    shop.pool.stats().leasesOut() == 4 && shop.pool.stats().waiting() == 2);
            assertThat(shop.pool.stats().workersAlive()).isEqualTo(2);
            shop.open("gate");
            assertThat(workers(calls)).hasSize(2);
        }
    }

    @Test
    void first_calls_at_once_share_the_start_of_one_worker() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.node("first", GATE).withStaff(10, 100);
            var calls = start(shop, spec, 10);
            await().until(() -> shop.pool.stats().leasesOut() == 10);
            assertThat(shop.pool.stats().workersAlive()).isEqualTo(1);
            shop.open("gate");
            assertThat(workers(calls)).hasSize(1);
        }
    }

    @Test
    void call_that_takes_too_long_ends_its_worker_and_the_others_hear_why() {
        try (var shop = new Workshop(limits())) {
            var spec = Workshop.limited(shop.node("late", GATE), 1, 512).withStaff(2, 2);
            var late = shop.start(spec, shop.closed("never"));
            await().until(() -> shop.pool.stats().leasesOut() == 1);
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            var other = shop.start(spec, shop.closed("never"));
            assertThat(Workshop.await(late)).isInstanceOf(InvokeOutcome.TimedOut.class);
            assertThat(Workshop.await(other))
                    .isInstanceOfSatisfying(
                            InvokeOutcome.WorkerDied.class,
                            died -> assertThat(died.how()).contains("another call", "1 seconds", "instance was ended"));
            assertThat(shop.answer(spec, "null")).isNotEmpty();
        }
    }

    @Test
    void exit_in_one_call_is_told_to_all_of_its_worker() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.node("exit", GATE).withStaff(2, 1);
            var running = shop.start(spec, shop.closed("never"));
            await().until(() -> shop.pool.stats().leasesOut() == 1);
            assertThat(Workshop.error(shop.failure(spec, "\"exit\""))).contains("process.exit(3)");
            assertThat(Workshop.await(running))
                    .isInstanceOfSatisfying(
                            InvokeOutcome.HandlerFailed.class,
                            failed -> assertThat(Workshop.error(failed)).contains("process.exit(3)"));
        }
    }

    @Test
    void log_of_a_call_has_no_line_of_another() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.node("log", GATE).withStaff(2, 1);
            shop.answer(spec, "null");
            var calls = start(shop, spec, 2);
            await().until(() -> shop.pool.stats().leasesOut() == 2);
            shop.open("gate");
            Set<String> ids = new HashSet<>();
            for (var call : calls) {
                String log = Workshop.log(Workshop.await(call));
                assertThat(log.lines()).hasSize(2);
                assertThat(log).contains("INFO began request-", "INFO ended request-");
                log.lines().forEach(line -> ids.add(line.replaceAll(".*(began|ended) ", "")));
            }
            assertThat(ids).hasSize(2);
        }
    }

    @Test
    void retired_worker_finishes_all_its_calls_and_gets_no_more() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.node("retire", GATE).withStaff(3, 1);
            var calls = start(shop, spec, 2);
            await().until(() -> shop.pool.stats().leasesOut() == 2);
            shop.pool.retireAll(spec.function());
            shop.open("gate");
            assertThat(workers(calls)).hasSize(1);
            await().until(() -> shop.pool.stats().workersAlive() == 0);
        }
    }

    @Test
    void keep_alive_counts_from_the_last_of_its_calls() {
        try (var shop = new Workshop(limits().withKeepAlive(Duration.ofMillis(200)))) {
            var spec = shop.node("keep", GATE).withStaff(3, 1);
            var running = shop.start(spec, shop.closed("gate"));
            await().until(() -> shop.pool.stats().leasesOut() == 1);
            String worker = shop.answer(spec, "null");
            await().pollDelay(Duration.ofMillis(600)).until(() -> true);
            assertThat(shop.answer(spec, "null")).isEqualTo(worker);
            shop.open("gate");
            assertThat(Workshop.text(Workshop.await(running))).isEqualTo(worker);
            await().until(() -> shop.pool.stats().workersAlive() == 0);
        }
    }

    @Test
    void storm_of_calls_is_answered_and_no_worker_ever_has_more_than_its_places() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.node("many", COUNT).withStaff(4, 3);
            var calls = IntStream.range(0, 600)
                    .mapToObj(n -> shop.start(spec, "null"))
                    .toList();
            Map<String, Integer> most = new HashMap<>();
            for (var call : calls) {
                String said = Workshop.text(Workshop.await(call)).replace("\"", "");
                int blank = said.indexOf(' ');
                most.merge(said.substring(0, blank), Integer.valueOf(said.substring(blank + 1)), Math::max);
            }
            assertThat(most).hasSizeLessThanOrEqualTo(3);
            assertThat(most.values()).allSatisfy(open -> assertThat(open).isBetween(2, 4));
        }
    }

    private static List<CompletableFuture<InvokeOutcome>> start(Workshop shop, WorkerSpec spec, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(n -> shop.start(spec, shop.closed("gate")))
                .toList();
    }

    private static Set<String> workers(List<CompletableFuture<InvokeOutcome>> calls) {
        var workers = new ArrayList<String>();
        calls.forEach(call -> workers.add(Workshop.text(Workshop.await(call))));
        return Set.copyOf(workers);
    }
}
