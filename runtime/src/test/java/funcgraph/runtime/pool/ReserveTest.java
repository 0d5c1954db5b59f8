package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.WorkerSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reserved workers: real processes that are there although nobody calls. */
class ReserveTest {

    private static PoolLimits limits() {
        return Workshop.limits().withGenericPerRuntime(0);
    }

    private static void reserve(Workshop shop, WorkerSpec spec, int workers) {
        shop.pool.reserve(spec, workers, false, () -> {});
    }

    private static ReserveState state(Workshop shop, WorkerSpec spec) {
        return shop.pool.reserveState(spec.function(), spec.version());
    }

    private static void awaitPresent(Workshop shop, WorkerSpec spec, int workers) {
        await().until(() -> state(shop, spec).present() == workers);
    }

    /** The process ids of {@code workers} calls at a time. */
    private static Set<String> staff(Workshop shop, WorkerSpec spec, int workers, String gate) {
        var calls = IntStream.range(0, workers)
                .mapToObj(n -> shop.start(spec, shop.closed(gate)))
                .toList();
        await().until(() -> shop.pool.stats().leasesOut() == workers);
        shop.open(gate);
        var ids = new HashSet<String>();
        calls.forEach(call -> ids.add(Workshop.text(Workshop.await(call))));
        return ids;
    }

    @Test
    void workers_are_there_before_the_first_call_which_waits_for_no_start() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.python("f", Workshop.GATE);
            reserve(shop, spec, 3);
            awaitPresent(shop, spec, 3);
            assertThat(shop.pool.stats().workersAlive()).isEqualTo(3);
            assertThat(shop.invoke(spec, "0"))
                    .isInstanceOfSatisfying(
                            InvokeOutcome.Answered.class,
                            answer -> assertThat(answer.usage().initMicros()).isZero());
            assertThat(staff(shop, spec, 3, "gate")).hasSize(3);
            assertThat(shop.pool.stats().workersAlive()).isEqualTo(3);
        }
    }

    @Test
    void killed_ones_are_started_again() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.python("f", Workshop.GATE);
            reserve(shop, spec, 2);
            awaitPresent(shop, spec, 2);
            var before = staff(shop, spec, 2, "gate");
            before.forEach(
                    pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly());
            await().until(() -> before.stream().noneMatch(pid -> Workshop.alive(Long.parseLong(pid))));
            awaitPresent(shop, spec, 2);
            assertThat(staff(shop, spec, 2, "again")).hasSize(2).doesNotContainAnyElementsOf(before);
        }
    }

    @Test
    void keep_alive_ends_only_those_beyond_the_reserve() {
        try (var shop = new Workshop(limits().withKeepAlive(Duration.ofMillis(100)))) {
            var spec = shop.python("f", Workshop.GATE);
            reserve(shop, spec, 1);
            awaitPresent(shop, spec, 1);
            assertThat(staff(shop, spec, 3, "gate")).hasSize(3);
            await().until(() -> shop.pool.stats().workersAlive() == 1);
            var other = shop.python("other", Workshop.GATE);
            shop.answer(other, "0");
            // Whoever is swept after it has been idle for as long as the reserved one is gone.
            await().until(() -> shop.pool.stats().workersAlive() == 1);
            assertThat(state(shop, spec).present()).isEqualTo(1);
        }
    }

    @Test
    void memory_that_others_need_is_not_taken_from_the_reserve() {
        try (var shop = new Workshop(limits().withMemoryMb(1024))) {
            var spec = Workshop.limited(shop.python("f", Workshop.GATE), 30, 512);
            reserve(shop, spec, 1);
            awaitPresent(shop, spec, 1);
            var large = Workshop.limited(shop.python("large", Workshop.GATE), 30, 768);
            assertThat(Workshop.await(shop.start(
                            large, "0".getBytes(java.nio.charset.StandardCharsets.UTF_8), Duration.ofMillis(300))))
                    .isInstanceOf(InvokeOutcome.Overloaded.class);
            var small = Workshop.limited(shop.python("small", Workshop.GATE), 30, 512);
            assertThat(shop.answer(small, "0")).isNotEmpty();
            assertThat(state(shop, spec).present()).isEqualTo(1);
        }
    }

    @Test
    void what_has_no_room_is_told_and_comes_when_there_is() {
        try (var shop = new Workshop(limits().withMemoryMb(1024))) {
            var busy = Workshop.limited(shop.python("busy", Workshop.GATE), 30, 512);
            var call = shop.start(busy, shop.closed("gate"));
            await().until(() -> shop.pool.stats().leasesOut() == 1);
            var spec = Workshop.limited(shop.python("f", Workshop.GATE), 30, 512);
            reserve(shop, spec, 2);
            await().until(() -> !state(shop, spec).trouble().isEmpty());
            awaitPresent(shop, spec, 1);
            assertThat(state(shop, spec).trouble()).contains("1024 of 1024 MB");
            shop.open("gate");
            Workshop.await(call);
            awaitPresent(shop, spec, 2);
            assertThat(state(shop, spec).trouble()).isEmpty();
        }
    }

    @Test
    void fewer_ones_end_those_too_many_and_none_ends_all() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.python("f", Workshop.GATE);
            reserve(shop, spec, 3);
            awaitPresent(shop, spec, 3);
            reserve(shop, spec, 1);
            await().until(() -> shop.pool.stats().workersAlive() == 1);
            shop.pool.release(spec.function(), spec.version(), spec.revision());
            await().until(() -> shop.pool.stats().workersAlive() == 0);
            assertThat(shop.pool.stats().crews()).isZero();
            assertThat(shop.crewsEnded).contains(spec);
        }
    }

    @Test
    void retired_revision_keeps_none_and_cannot_be_reserved_again() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.python("f", Workshop.GATE);
            reserve(shop, spec, 2);
            awaitPresent(shop, spec, 2);
            shop.pool.retire(spec.function(), spec.version(), 2);
            await().until(() -> shop.pool.stats().workersAlive() == 0);
            assertThat(state(shop, spec).wanted()).isZero();
        }
    }

    @Test
    void code_that_does_not_load_is_told_and_not_tried_without_end() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.python("f", "raise ValueError('broken')");
            reserve(shop, spec, 4);
            await().until(() -> state(shop, spec).trouble().contains("broken"));
            assertThat(state(shop, spec).present()).isZero();
            await().until(() -> shop.pool.stats().workersAlive() == 0);
        }
    }

    @Test
    void busy_workers_are_counted_by_the_places_that_calls_take() {
        try (var shop = new Workshop(limits())) {
            var spec = shop.python("f", Workshop.GATE).withStaff(4, 10);
            reserve(shop, spec, 1);
            awaitPresent(shop, spec, 1);
            assertThat(state(shop, spec).busy()).isZero();
            var calls = IntStream.range(0, 2)
                    .mapToObj(n -> shop.start(spec, shop.closed("gate")))
                    .toList();
            await().until(() -> state(shop, spec).busy() == 0.5);
            shop.open("gate");
            calls.forEach(Workshop::await);
            await().until(() -> state(shop, spec).busy() == 0);
        }
    }
}
