package funcgraph.engine.invoke;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * The one way from an event loop to work that blocks: on a virtual thread, and back to the loop that asked. Everything
 * of the data plane that touches the store or the disk goes through here.
 */
public final class Hop implements AutoCloseable {

    /** No more can be waited for: the caller should hear that the platform is overloaded. */
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("too many blocking steps at a time", null, false, false);
        }
    }

    private final Vertx vertx;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Makes the hop.
     *
     * @param capacity blocking steps at a time, running or waiting
     */
    public Hop(Vertx vertx, int capacity) {
        this.vertx = vertx;
        this.places = new Semaphore(capacity);
    }

    /** Runs blocking work; fails with {@link Full} beyond the capacity, and once it is closed. Never throws. */
    public <T> Future<T> off(Callable<T> work) {
        if (!places.tryAcquire()) {
            return Future.failedFuture(new Full());
        }
        var loop = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        try {
            threads.execute(() -> {
                var ended = ended(work);
                places.release();
                loop.runOnContext(ignored -> ended.onComplete(promise));
            });
        } catch (RejectedExecutionException e) {
            places.release();
            promise.fail(e);
        }
        return promise.future();
    }

    private static <T> Future<T> ended(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception | Error e) {
            return Future.failedFuture(e);
        }
    }

    /** For what blocks: refuses to run on an event loop, where everybody would wait for it. */
    static void requireOffLoop() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("blocking work on an event loop");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
