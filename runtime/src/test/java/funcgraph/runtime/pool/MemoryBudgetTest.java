package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.WorkerSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final byte[] NOTHING = "0".getBytes(StandardCharsets.UTF_8);

    private static PoolLimits limits(int memoryMb) {
        return Workshop.limits().withGenericPerRuntime(0).withMemoryMb(memoryMb);
    }

    private static WorkerSpec sized(Workshop shop, String name, int memoryMb) {
        return Workshop.limited(shop.python(name, Workshop.GATE), 30, memoryMb);
    }

    @Test
    void calls_wait_while_others_have_all_the_memory_and_are_overloaded_when_it_takes_too_long() {
        try (var shop = new Workshop(limits(1024))) {
            var busy = IntStream.range(0, 2)
                    .mapToObj(n -> shop.start(sized(shop, "busy" + n, 512), shop.closed("gate")))
                    .toList();
            await().until(() -> shop.pool.stats().leasesOut() == 2);
            var small = sized(shop, "small", 128);
            assertThat(Workshop.await(shop.start(small, NOTHING, Duration.ofMillis(300))))
                    .isInstanceOf(InvokeOutcome.Overloaded.class);
            var patient = shop.start(small, "0");
            await().until(() -> shop.pool.stats().waiting() == 1);
            assertThat(shop.pool.memoryTakenMb()).isEqualTo(1024);
            shop.open("gate");
            busy.forEach(call -> assertThat(Workshop.text(Workshop.await(call))).isNotEmpty());
            assertThat(Workshop.text(Workshop.await(patient))).isNotEmpty();
        }
    }

    @Test
    void as_many_idle_workers_as_it_takes_make_room_and_the_longest_idle_first() {
        try (var shop = new Workshop(limits(1024))) {
            var specs = List.of(sized(shop, "a", 256), sized(shop, "b", 256), sized(shop, "c", 256));
            var workers = specs.stream().map(spec -> shop.answer(spec, "0")).toList();
            assertThat(shop.pool.stats().workersAlive()).isEqualTo(3);
            assertThat(shop.answer(sized(shop, "large", 768), "0")).isNotEmpty();
            assertThat(shop.pool.memoryTakenMb()).isLessThanOrEqualTo(1024);
            assertThat(Workshop.alive(Long.parseLong(workers.get(0)))).isFalse();
            assertThat(Workshop.alive(Long.parseLong(workers.get(1)))).isFalse();
            assertThat(shop.answer(specs.get(2), "0")).isEqualTo(workers.get(2));
        }
    }

    @Test
    void function_that_is_larger_than_the_budget_is_refused_at_once() {
        try (var shop = new Workshop(limits(512))) {
            assertThat(shop.invoke(sized(shop, "huge", 1024), "0"))
                    .isInstanceOfSatisfying(
                            InvokeOutcome.Overloaded.class,
                            full -> assertThat(full.why()).contains("1024 MB", "512 MB"));
        }
    }

    @Test
    void workers_without_code_make_room_too() {
        try (var shop = new Workshop(limits(512).withGenericPerRuntime(2))) {
            assertThat(shop.answer(sized(shop, "first", 256), "0")).isNotEmpty();
            await().until(() -> shop.pool.stats().generic() == 2);
            assertThat(shop.answer(sized(shop, "second", 256), "0")).isNotEmpty();
            assertThat(shop.pool.memoryTakenMb()).isLessThanOrEqualTo(512);
        }
    }

    @Test
    void budget_holds_at_every_moment_of_a_rush_in_which_all_calls_are_served() {
        try (var shop = new Workshop(limits(700))) {
            var most = new AtomicLong();
            var over = new AtomicBoolean();
            var watcher = Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    most.accumulateAndGet(shop.pool.memoryTakenMb(), Math::max);
                    java.util.concurrent.locks.LockSupport.parkNanos(200_000);
                }
            });
            List<CompletableFuture<InvokeOutcome>> calls = IntStream.range(0, 24)
                    .mapToObj(n -> shop.start(sized(shop, "rush" + n % 6, n % 2 == 0 ? 128 : 256), "0"))
                    .toList();
            calls.forEach(
                    call -> assertThat(Workshop.text(Workshop.await(call))).isNotEmpty());
            over.set(true);
            assertThat(watcher.isAlive() || most.get() > 0).isTrue();
            assertThat(most.get()).isBetween(128L, 700L);
        }
    }
}
