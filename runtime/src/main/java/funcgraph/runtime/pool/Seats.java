package funcgraph.runtime.pool;

import funcgraph.domain.FunctionKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the processes that exist or are about to, against the limits. A seat is taken before a process is started. */
final class Seats {

    private final int max;
    private final int maxPerFunction;
    private final AtomicInteger taken = new AtomicInteger();
    private final ConcurrentHashMap<FunctionKey, Integer> ofFunctions = new ConcurrentHashMap<>();

    Seats(PoolLimits limits) {
        this.max = limits.maxWorkers();
        this.maxPerFunction = limits.maxWorkersPerFunction();
    }

    int taken() {
        return taken.get();
    }

    /** Whether there was room for one more process. */
    boolean take() {
        for (int now = taken.get(); now < max; now = taken.get()) {
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void giveBack() {
        taken.decrementAndGet();
    }

    /** Whether the function may have one more worker. */
    boolean takeFor(FunctionKey function) {
        var got = new boolean[1];
        ofFunctions.compute(function, (key, now) -> {
            int held = now == null ? 0 : now;
            got[0] = held < maxPerFunction;
            return got[0] ? Integer.valueOf(held + 1) : now;
        });
        return got[0];
    }

    void giveBackFor(FunctionKey function) {
        ofFunctions.computeIfPresent(function, (key, now) -> now > 1 ? now - 1 : null);
    }
}
