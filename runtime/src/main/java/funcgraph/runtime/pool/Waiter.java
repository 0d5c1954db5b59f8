package funcgraph.runtime.pool;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.Caller;
import funcgraph.runtime.worker.NoWorker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call that waits for a worker. It is settled once: with a lease, or with the outcome that it gets instead. */
final class Waiter {

    private final Promise<Lease> promise = Promise.promise();
    private final Caller caller = Caller.current();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final long sinceNanos;
    private final long deadlineNanos;

    Waiter(long sinceNanos, long deadlineNanos) {
        this.sinceNanos = sinceNanos;
        this.deadlineNanos = deadlineNanos;
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
