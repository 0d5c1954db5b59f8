package funcgraph.runtime.pool;

import java.util.concurrent.TimeUnit;

/**
 * How many workers of a crew are to be there although nobody calls, and when the next may be started: at once after a
 * crash, later and later when they keep dying or cannot be started.
 */
final class Reserve {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_DOUBLINGS = 8;

    /** Whoever lived longer did not die of what it is. */
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private volatile int wanted;
    private volatile boolean resting;
    private volatile String trouble = "";
    private int failures;
    private long arrivedNanos = System.nanoTime();
    private long notBeforeNanos = arrivedNanos;

    /** Any other number begins without a past. */
    synchronized void set(int workers, boolean restWhenIdle) {
        if (workers != wanted) {
            failures = 0;
            notBeforeNanos = System.nanoTime();
            trouble = "";
        }
        wanted = workers;
        resting = restWhenIdle;
    }

    int wanted() {
        return wanted;
    }

    /** Whether those that run nothing get next to no processor time. */
    boolean restsWhenIdle() {
        return resting && wanted > 0;
    }

    /** Why the last one that was missing could not be started; empty when it could. */
    String trouble() {
        return trouble;
    }

    synchronized void arrived(long nowNanos, boolean complete) {
        arrivedNanos = nowNanos;
        if (complete) {
            trouble = "";
        }
    }

    /**
     * One is gone that should have stayed.
     *
     * @return how long to wait before the next is started
     */
    synchronized long lost(long nowNanos) {
        if (nowNanos - arrivedNanos > STABLE_NANOS) {
            failures = 0;
        }
        return pause(nowNanos);
    }

    /** One could not be started; the same. */
    synchronized long failed(String why, long nowNanos) {
        trouble = why;
        failures = Math.max(1, failures);
        return pause(nowNanos);
    }

    /** The first time none. */
    private long pause(long nowNanos) {
        failures++;
        long pause = failures == 1
                ? 0
                : Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(MOST_DOUBLINGS, failures - 2));
        notBeforeNanos = nowNanos + pause;
        return pause;
    }

    /** How long to wait still before one is started; not positive when it may be now. */
    synchronized long leftNanos(long nowNanos) {
        return notBeforeNanos - nowNanos;
    }
}
