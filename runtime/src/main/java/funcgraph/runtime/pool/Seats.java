package funcgraph.runtime.pool;

import funcgraph.domain.FunctionKey;
import funcgraph.runtime.worker.WorkerSpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the processes that exist or are about to, and the memory they may take, against the limits. A seat is taken
 * before a process is started, and what its function may take beyond it before it gets its code: so the sum of all that
 * functions may take is never more than there is.
 */
final class Seats {

    /** What a process without code counts as, MB: more than any interpreter takes by itself. */
    static final int GENERIC_MB = 64;

    private final int max;
    private final int maxPerFunction;
    private final int maxMb;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong takenMb = new AtomicLong();
    private final AtomicInteger leaving = new AtomicInteger();
    private final AtomicLong leavingMb = new AtomicLong();
    private final ConcurrentHashMap<FunctionKey, Integer> ofFunctions = new ConcurrentHashMap<>();

    Seats(PoolLimits limits) {
        this.max = limits.maxWorkers();
        this.maxPerFunction = limits.maxWorkersPerFunction();
        this.maxMb = limits.memoryMb();
    }

    /** What a worker of that revision takes, seat included. */
    static int memoryMb(WorkerSpec spec) {
        return Math.max(GENERIC_MB, spec.memoryMb());
    }

    /** Whether there was room for one more process. */
    boolean take() {
        for (int now = taken.get(); now < max; now = taken.get()) {
            if (taken.compareAndSet(now, now + 1)) {
                if (takeMb(GENERIC_MB)) {
                    return true;
                }
                taken.decrementAndGet();
                return false;
            }
        }
        return false;
    }

    void giveBack() {
        takenMb.addAndGet(-GENERIC_MB);
        taken.decrementAndGet();
    }

    /** Whether there was room for what a worker of that revision takes beyond its seat. */
    boolean takeMemoryFor(WorkerSpec spec) {
        return takeMb(memoryMb(spec) - GENERIC_MB);
    }

    void giveMemoryBackFor(WorkerSpec spec) {
        takenMb.addAndGet(GENERIC_MB - memoryMb(spec));
    }

    private boolean takeMb(int megabytes) {
        for (long now = takenMb.get(); now + megabytes <= maxMb; now = takenMb.get()) {
            if (takenMb.compareAndSet(now, now + megabytes)) {
                return true;
            }
        }
        return false;
    }

    int taken() {
        return taken.get();
    }

    long takenMb() {
        return takenMb.get();
    }

    /** A worker with so much memory is being ended to make room; to be undone with {@link #left} when it is gone. */
    void leaves(int megabytes) {
        leaving.incrementAndGet();
        leavingMb.addAndGet(megabytes);
    }

    void left(int megabytes) {
        leaving.decrementAndGet();
        leavingMb.addAndGet(-megabytes);
    }

    /** Whether there will be room for another process with that memory once those that leave are gone. */
    boolean willHaveRoom(int megabytes) {
        return taken.get() - leaving.get() < max && takenMb.get() - leavingMb.get() + megabytes <= maxMb;
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
