package funcgraph.runtime.pool;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a few processes start at the same moment and has the others queue: starting takes all the processor it can get,
 * so ten at once are each ready as late as the last of ten in a row. The queue holds no more than there are seats.
 */
final class Boots {

    private final int atOnce;
    private final AtomicInteger starting = new AtomicInteger();
    private final ConcurrentLinkedQueue<Runnable> queued = new ConcurrentLinkedQueue<>();

    Boots(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Runs {@code start} when its turn comes; it must call {@link #done} once, whatever comes of it. */
    void submit(Runnable start) {
        queued.add(start);
        next();
    }

    void done() {
        starting.decrementAndGet();
        next();
    }

    private void next() {
        while (!queued.isEmpty()) {
            int now = starting.get();
            if (now >= atOnce) {
                return; // whoever is done comes by again
            }
            if (starting.compareAndSet(now, now + 1)) {
                Runnable start = queued.poll();
                if (start == null) {
                    starting.decrementAndGet();
                } else {
                    start.run();
                }
            }
        }
    }
}
