package funcgraph.runtime.worker;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An event loop with a coarse clock. Whatever waits for something is watched while it waits and asked every few
 * milliseconds; one timer for all costs less than one for each, and a timeout in seconds does not need more. The clock
 * stops when there has been nothing to watch for a while.
 */
public final class Loop {

    private static final Duration TICK = Duration.ofMillis(5);
    private static final int IDLE_TICKS = 200;

    /** Something that waits. */
    @FunctionalInterface
    public interface Watched {
        /** Called on the loop until it is no longer watched. */
        void tick(long nowNanos);
    }

    private final Vertx vertx;
    private final Context context;
    private final Thread thread;
    private final int index;
    private final Set<Watched> watched = new LinkedHashSet<>();
    private long timer = -1;
    private int idleTicks;

    /** To be made on the loop itself. */
    public Loop(Vertx vertx, Context context, int index) {
        this.vertx = vertx;
        this.context = context;
        this.thread = Thread.currentThread();
        this.index = index;
    }

    /** Its number among the loops of the pool. */
    public int index() {
        return index;
    }

    public Vertx vertx() {
        return vertx;
    }

    public Thread thread() {
        return thread;
    }

    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Runs it on the loop: at once when there already, else soon. */
    public void run(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }

    /** On the loop only. */
    public void watch(Watched waiting) {
        watched.add(waiting);
        if (timer < 0) {
            idleTicks = 0;
            timer = vertx.setPeriodic(TICK.toMillis(), ignored -> tick());
        }
    }

    /** On the loop only. */
    public void unwatch(Watched waiting) {
        watched.remove(waiting);
    }

    private void tick() {
        if (!watched.isEmpty()) {
            idleTicks = 0;
            long now = System.nanoTime();
            // A copy, because who is told that it waited too long is no longer watched.
            new ArrayList<>(watched).forEach(waiting -> waiting.tick(now));
        } else if (++idleTicks >= IDLE_TICKS) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }
}
