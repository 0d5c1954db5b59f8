package funcgraph.server;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for what starts or ends elsewhere; never for ever. */
final class Waiting {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private Waiting() {}

    /**
     * The result of a step of the start.
     *
     * @throws StartFailed when it does not come in a minute
     */
    static <T extends @Nullable Object> T forResult(Future<T> future) {
        return forResult(future.toCompletionStage().toCompletableFuture());
    }

    static <T extends @Nullable Object> T forResult(CompletableFuture<T> future) {
        try {
            return future.get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new StartFailed(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new StartFailed("the start did not come to its end within " + LONGEST_START.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while starting", e);
        }
    }

    /** Waits until something holds, at most so long. */
    static void until(BooleanSupplier holds, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Waits for an end, at most so long; true when it came and was a good one. */
    static boolean forEnd(Future<?> future, Duration patience) {
        try {
            future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
