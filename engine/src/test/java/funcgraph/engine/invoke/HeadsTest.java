package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HeadsTest {

    private final AtomicReference<Optional<Function>> stored = new AtomicReference<>(Optional.empty());
    private final Heads heads = new Heads(key -> stored.get(), 10);

    @Test
    void a_function_that_was_loaded_is_known_without_the_store() {
        stored.set(Optional.of(Samples.function(1)));

        assertThat(heads.peek(Samples.KEY)).isNull();
        heads.load(Samples.KEY);

        assertThat(heads.peek(Samples.KEY)).isEqualTo(Samples.function(1));
    }

    @Test
    void a_change_is_seen_by_the_next_look() {
        stored.set(Optional.of(Samples.function(1)));
        heads.load(Samples.KEY);

        heads.changed(Samples.function(2));

        assertThat(heads.peek(Samples.KEY)).isEqualTo(Samples.function(2));
    }

    @Test
    void changes_told_in_the_wrong_order_leave_the_higher_revision() {
        stored.set(Optional.of(Samples.function(1)));
        heads.load(Samples.KEY);

        heads.changed(Samples.function(3));
        heads.changed(Samples.function(2));

        assertThat(heads.peek(Samples.KEY)).isEqualTo(Samples.function(3));
    }

    @Test
    void a_slow_read_never_hides_a_change_made_meanwhile() throws Exception {
        var reading = new CountDownLatch(1);
        var changed = new CountDownLatch(1);
        var slow = new Heads(
                key -> {
                    reading.countDown();
                    await(changed);
                    return Optional.of(Samples.function(1));
                },
                10);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var load = threads.submit(() -> slow.load(Samples.KEY));
            await(reading);
            slow.changed(Samples.function(2));
            changed.countDown();

            assertThat(load.get(10, TimeUnit.SECONDS)).contains(Samples.function(1));
            assertThat(slow.peek(Samples.KEY)).isNull();
        }
    }

    @Test
    void a_deleted_function_is_forgotten_but_not_its_successor_of_the_same_name() {
        stored.set(Optional.of(Samples.function(1)));
        heads.load(Samples.KEY);
        heads.removed(Samples.function(1));
        assertThat(heads.peek(Samples.KEY)).isNull();

        stored.set(Optional.of(Samples.reborn(5)));
        heads.load(Samples.KEY);
        heads.removed(Samples.function(1));
        heads.changed(Samples.function(9));

        assertThat(heads.peek(Samples.KEY)).isEqualTo(Samples.reborn(5));
    }

    @Test
    void a_function_of_which_nobody_knows_whether_it_changed_is_read_anew() {
        stored.set(Optional.of(Samples.function(1)));
        heads.load(Samples.KEY);

        heads.forget(Samples.KEY);

        assertThat(heads.peek(Samples.KEY)).isNull();
    }

    @Test
    void the_snapshot_stays_within_its_capacity() {
        var many = new Heads(key -> Optional.of(Samples.limited(key.name(), -1, 1)), 10);
        for (int i = 0; i < 100; i++) {
            many.load(new FunctionKey("p", "default", "f" + i));
        }

        long known = java.util.stream.IntStream.range(0, 100)
                .filter(i -> many.peek(new FunctionKey("p", "default", "f" + i)) != null)
                .count();

        assertThat(known).isEqualTo(10);
        assertThat(many.peek(new FunctionKey("p", "default", "f99"))).isNotNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
