package funcgraph.runtime.pool;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.Caller;
import funcgraph.runtime.worker.NoWorker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A call that waits for a worker. It is settled once: with a lease, or with the outcome that it gets instead. */
final class Waiter {

    private final Promise<Lease> promise = Promise.promise();
    private final Caller caller = Caller.current();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final long sinceNanos;
    private final long deadlineNanos;
    private final AtomicReference<Attempts> attempts;

    /**
     * Starts for it whose initializer failed.
     *
     * @param untilNanos when it heard of the last; starts that began before are the same attempt
     * @param micros what they took
     */
    private record Attempts(int failed, long untilNanos, long micros) {}

    Waiter(long sinceNanos, long deadlineNanos) {
        this.sinceNanos = sinceNanos;
        this.deadlineNanos = deadlineNanos;
        this.attempts = new AtomicReference<>(new Attempts(0, sinceNanos, 0));
    }

    /** Notes a failed initializer of a start that began then, and returns how many attempts have failed so far. */
    int charge(long beganNanos, long nowNanos, long micros) {
        return attempts.updateAndGet(so -> so.untilNanos() - beganNanos > 0
                        ? so
                        : new Attempts(so.failed() + 1, nowNanos, so.micros() + micros))
                .failed();
    }

    /** The time that its failed attempts took. */
    long spentMicros() {
        return attempts.get().micros();
    }

    Future<Lease> lease() {
        return promise.future();
    }

    long sinceNanos() {
        return sinceNanos;
    }

    boolean isLate(long nowNanos) {
        return nowNanos - deadlineNanos > 0;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean isSettled() {
        return settled.get();
    }

    /** Whether it is the caller's to settle it. */
    boolean claim() {
        return settled.compareAndSet(false, true);
    }

    void give(Lease lease) {
        caller.run(() -> promise.complete(lease));
    }

    void refuse(InvokeOutcome outcome) {
        caller.run(() -> promise.fail(new NoWorker(outcome)));
    }
}
