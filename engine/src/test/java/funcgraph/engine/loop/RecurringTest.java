package funcgraph.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real thread; rests that no test waits for are an hour long. */
@Timeout(30)
class RecurringTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final LinkedBlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    private Duration counted(Duration rest) {
        rounds.add(count.incrementAndGet());
        return rest;
    }

    private void awaitRound(int wanted) throws InterruptedException {
        assertThat(rounds.poll(20, TimeUnit.SECONDS)).isEqualTo(wanted);
    }

    @Test
    void a_round_follows_when_its_rest_is_over() throws Exception {
        try (var loop = new Recurring("test", LONG, LONG, () -> counted(SHORT))) {
            loop.start();
            for (int round = 1; round <= 3; round++) {
                awaitRound(round);
            }
        }
    }

    @Test
    void a_rest_ends_when_it_is_woken() throws Exception {
        try (var loop = new Recurring("test", LONG, LONG, () -> counted(LONG))) {
            loop.startAfter(LONG);
            loop.wake();
            awaitRound(1);
            loop.wake();
            awaitRound(2);
        }
    }

    @Test
    void a_round_that_fails_is_followed_by_another() throws Exception {
        var loop = new Recurring("test", SHORT, LONG, () -> {
            counted(LONG);
            throw new IllegalStateException("of the test");
        });
        try (loop) {
            loop.start();
            awaitRound(1);
            awaitRound(2);
        }
    }

    @Test
    void who_ends_it_waits_for_the_round_that_runs_and_none_follows() throws Exception {
        var working = new CountDownLatch(1);
        var ended = new AtomicInteger();
        var loop = new Recurring[1];
        loop[0] = new Recurring("test", LONG, LONG, () -> {
            working.countDown();
            while (!loop[0].isClosed()) {
                Thread.onSpinWait();
            }
            ended.incrementAndGet();
            return Duration.ZERO;
        });
        loop[0].start();
        assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(loop[0].end()).isTrue();

        assertThat(ended).hasValue(1);
    }

    @Test
    void a_round_that_does_not_end_is_not_waited_for_without_end() throws Exception {
        var release = new CountDownLatch(1);
        var working = new CountDownLatch(1);
        var loop = new Recurring("test", LONG, SHORT, () -> {
            working.countDown();
            awaitQuietly(release);
            return LONG;
        });
        loop.start();
        assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(loop.end()).isFalse();

        release.countDown();
    }

    @Test
    void one_that_never_began_ends_at_once() {
        assertThat(new Recurring("test", LONG, LONG, () -> LONG).end()).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
