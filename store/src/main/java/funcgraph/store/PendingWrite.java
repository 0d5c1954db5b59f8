package funcgraph.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One unit of work on its way through the writer thread, and the caller who waits for it. */
final class PendingWrite<T extends @Nullable Object> {

    private enum State {
        WAITING,
        RUNNING,
        /** The caller went away before it began: it must not run. */
        ABANDONED
    }

    /** How the work ended; it is shown to the caller only after the commit. */
    private sealed interface Outcome<T extends @Nullable Object> {
        record Done<T extends @Nullable Object>(T value) implements Outcome<T> {}

        record Failed<T extends @Nullable Object>(Throwable why) implements Outcome<T> {}
    }

    private final TxWork<T> work;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch published = new CountDownLatch(1);
    private volatile @Nullable Outcome<T> outcome;

    PendingWrite(TxWork<T> work) {
        this.work = work;
    }

    /** Claims it for running; false when the caller no longer waits. */
    boolean begin() {
        return state.compareAndSet(State.WAITING, State.RUNNING);
    }

    /** Runs the work and keeps what came out; false when it threw, so that its changes must be undone. */
    boolean run(Tx tx) {
        try {
            outcome = new Outcome.Done<>(work.run(tx));
            return true;
        } catch (RuntimeException | Error e) {
            outcome = new Outcome.Failed<>(e);
            return false;
        }
    }

    /** What the database said when the work failed by it. */
    Optional<SQLException> databaseFailure() {
        return outcome instanceof Outcome.Failed<T>(Throwable why) && why.getCause() instanceof SQLException failure
                ? Optional.of(failure)
                : Optional.empty();
    }

    /** Wakes the caller with what the work gave. */
    void publish() {
        published.countDown();
    }

    /** Wakes the caller with a failure that is not the work's own. */
    void fail(RuntimeException why) {
        outcome = new Outcome.Failed<>(why);
        published.countDown();
    }

    /** Waits for its turn for {@code patience}, then as long again for its end. */
    T await(Duration patience) {
        try {
            if (!published.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
                    throw new StoreUnavailable("the store did not begin a write within " + patience);
                }
                if (!published.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new StoreFailed("the store did not end a write within " + patience);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
                throw new StoreUnavailable("interrupted before a write began");
            }
            throw new StoreFailed("interrupted while a write ran");
        }
        return result();
    }

    private T result() {
        var ended = outcome;
        if (ended == null) {
            throw new IllegalStateException("a write was published without an outcome");
        }
        return switch (ended) {
            case Outcome.Done<T> done -> done.value();
            case Outcome.Failed<T> failed -> throw rethrown(failed.why());
        };
    }

    private static RuntimeException rethrown(Throwable why) {
        if (why instanceof Error error) {
            throw error;
        }
        return (RuntimeException) why;
    }
}
