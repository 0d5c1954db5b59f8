package funcgraph.bench;

import java.time.Duration;
import java.util.Arrays;

/** Measures one operation after the other, on one thread, until its time is over. */
final class Stopwatch {

    /** What is measured. */
    @FunctionalInterface
    interface Operation {
        void run() throws Exception;
    }

    private long[] nanos = new long[4096];
    private int count;

    /** Runs the operation for this long, at least once, and returns what each run took in nanoseconds. */
    static long[] measure(Duration time, Operation operation) throws Exception {
        var watch = new Stopwatch();
        long end = System.nanoTime() + time.toNanos();
        long before = System.nanoTime();
        do {
            operation.run();
            long after = System.nanoTime();
            watch.add(after - before);
            before = after;
        } while (before < end);
        return Arrays.copyOf(watch.nanos, watch.count);
    }

    private void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }
}
