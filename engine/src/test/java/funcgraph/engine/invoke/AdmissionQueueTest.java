package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.Function;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionQueueTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private AdmissionQueue queue(int perProject, Duration wait, int capacity) {
        return new AdmissionQueue(new Admission(perProject), vertx, wait, capacity);
    }

    private static Future<Admission.Entry> enter(AdmissionQueue queue, Function function) {
        var now = queue.enterNow(function);
        return now == null ? queue.waitFor(function) : Future.succeededFuture(now);
    }

    private static Function function(String name) {
        return Samples.limited(name, -1, 1);
    }

    private static Admission.Entry done(Future<Admission.Entry> entry) throws Exception {
        return entry.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Admission.Permit permit(Future<Admission.Entry> entry) throws Exception {
        var admitted = done(entry);
        assertThat(admitted).isInstanceOf(Admission.Entry.Admitted.class);
        return ((Admission.Entry.Admitted) admitted).permit();
    }

    @Test
    void without_a_wait_a_call_beyond_the_limit_is_refused_at_once() throws Exception {
        var queue = queue(1, Duration.ZERO, 10);
        permit(enter(queue, function("f")));
        assertThat(done(enter(queue, function("f")))).isEqualTo(new Admission.Entry.Full(1));
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void calls_are_admitted_in_the_order_in_which_they_came() throws Exception {
        var queue = queue(1, LONG, 10);
        var permit = permit(enter(queue, function("a")));
        var order = new ConcurrentLinkedQueue<String>();
        List<Future<Admission.Entry>> waiting = new ArrayList<>();
        for (var name : List.of("b", "c", "d")) {
            waiting.add(enter(queue, function(name)).onSuccess(ignored -> order.add(name)));
        }
        assertThat(queue.waiting()).isEqualTo(3);
        queue.leave(function("a"), permit);
        for (int at = 0; at < 3; at++) {
            queue.leave(function("x"), permit(waiting.get(at)));
        }
        assertThat(order).containsExactly("b", "c", "d");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void newcomer_does_not_overtake_those_that_wait() throws Exception {
        var queue = queue(2, LONG, 10);
        var one = Samples.limited("one", 1, 1);
        var permit = permit(enter(queue, one));
        var other = permit(enter(queue, function("other")));
        var first = enter(queue, function("first"));
        var second = enter(queue, function("second"));
        queue.leave(one, permit);
        var admitted = permit(first);
        assertThat(second.isComplete()).isFalse();
        queue.leave(function("other"), other);
        queue.leave(function("first"), admitted);
        permit(second);
    }

    @Test
    void call_whose_own_function_is_full_does_not_hold_up_others() throws Exception {
        var queue = queue(10, LONG, 10);
        var full = Samples.limited("full", 1, 1);
        var permit = permit(enter(queue, full));
        var waits = enter(queue, full);
        permit(enter(queue, function("free")));
        assertThat(waits.isComplete()).isFalse();
        queue.leave(full, permit);
        permit(waits);
    }

    @Test
    void who_has_waited_too_long_is_refused_with_the_limit() throws Exception {
        var queue = queue(1, Duration.ofMillis(100), 10);
        permit(enter(queue, function("f")));
        assertThat(done(enter(queue, function("f")))).isEqualTo(new Admission.Entry.Full(1));
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void full_queue_refuses_at_once_and_a_disabled_function_never_waits() throws Exception {
        var queue = queue(1, LONG, 1);
        var permit = permit(enter(queue, function("f")));
        var waits = enter(queue, function("f"));
        assertThat(done(enter(queue, function("f")))).isEqualTo(new Admission.Entry.Full(1));
        assertThat(done(enter(queue, Samples.limited("off", 0, 1)))).isInstanceOf(Admission.Entry.Closed.class);
        queue.leave(function("f"), permit);
        permit(waits);
    }

    @Test
    void in_a_rush_all_get_their_turn_and_the_limit_is_never_exceeded() throws Exception {
        var admission = new Admission(3);
        var queue = new AdmissionQueue(admission, vertx, LONG, 10_000);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int caller = 0; caller < 16; caller++) {
                var function = function("f" + caller % 4);
                Callable<Integer> calls = () -> {
                    for (int call = 0; call < 200; call++) {
                        var permit = permit(enter(queue, function));
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        queue.leave(function, permit);
                    }
                    return 200;
                };
                all.add(threads.submit(calls));
            }
            for (var one : all) {
                assertThat(one.get()).isEqualTo(200);
            }
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(admission.permitsOut()).isZero();
        assertThat(queue.waiting()).isZero();
    }
}
