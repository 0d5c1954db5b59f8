package funcgraph.engine.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Numbers that only grow, a row of them for each of a few threads, so that event loops do not take each other's memory
 * away. On any thread; no lock, no garbage.
 */
final class Counts {

    private static final int STRIPES =
            Integer.highestOneBit(Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final AtomicLongArray[] stripes = new AtomicLongArray[STRIPES];
    private final int size;

    Counts(int size) {
        this.size = size;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new AtomicLongArray(size);
        }
    }

    /** The row for this thread. Threads of event loops are numbered one after the other. */
    AtomicLongArray mine() {
        return stripes[(int) Thread.currentThread().threadId() & (STRIPES - 1)];
    }

    /** What there is now. Numbers that grow meanwhile may be in it or not. */
    long[] sum() {
        var sum = new long[size];
        for (var stripe : stripes) {
            for (int i = 0; i < size; i++) {
                sum[i] += stripe.get(i);
            }
        }
        return sum;
    }
}
