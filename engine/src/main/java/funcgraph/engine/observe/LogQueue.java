package funcgraph.engine.observe;

import funcgraph.domain.InvokeOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to the logs. Event loops offer and never wait; while there is traffic the writer looks every few
 * milliseconds, so that an offer does not even have to wake it.
 */
final class LogQueue {

    private static final int MOST_ENTRIES = 100_000;
    /** The rest is for the ends of calls, which say what was left out. */
    private static final int MOST_PRINTED = MOST_ENTRIES / 4 * 3;

    /** So many are worth a transaction of their own at once. */
    private static final int PLENTY = 1000;

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long AWAKE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What event loops tell. */
    sealed interface Entry {}

    /**
     * A call printed something.
     *
     * @param own whether it is known to be this call's
     * @param at when it was read, milliseconds
     */
    record Printed(CallOutput output, byte[] bytes, boolean own, long at) implements Entry {}

    /**
     * A call is over.
     *
     * @param reason why it failed; empty when it did not, or never reached the function
     * @param outcome what came of it, without what it returned or printed
     * @param note of the platform's for the function's owner; empty for none
     */
    record Finished(
            CallOutput output,
            boolean background,
            InvokeOutcome outcome,
            byte[] reason,
            String note,
            int memoryMb,
            Instant started,
            Instant ended)
            implements Entry {

        private Finished withoutReason() {
            return new Finished(output, background, outcome, NOTHING, note, memoryMb, started, ended);
        }
    }

    private static final byte[] NOTHING = {};

    private final long mostBytes;
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lostCalls = new AtomicLong();
    private volatile @Nullable Thread sleeper;
    private long busyNanos = System.nanoTime();

    LogQueue(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** False when there is no room, and then it is lost. */
    boolean offer(Printed printed) {
        if (count.get() >= MOST_PRINTED || bytes.get() + printed.bytes().length > mostBytes) {
            return false;
        }
        bytes.addAndGet(printed.bytes().length);
        add(printed);
        return true;
    }

    /** Adds the end of a call; when there is no room it is only counted. */
    void offer(Finished finished) {
        if (count.get() >= MOST_ENTRIES) {
            lostCalls.incrementAndGet();
        } else if (bytes.get() + finished.reason().length > mostBytes) {
            add(finished.withoutReason());
        } else {
            bytes.addAndGet(finished.reason().length);
            add(finished);
        }
    }

    private static int weight(Entry entry) {
        return switch (entry) {
            case Printed printed -> printed.bytes().length;
            case Finished finished -> finished.reason().length;
        };
    }

    private void add(Entry entry) {
        entries.add(entry);
        count.incrementAndGet();
        Thread asleep = sleeper;
        if (asleep != null) {
            sleeper = null;
            LockSupport.unpark(asleep);
        }
    }

    /** Up to {@code most}, oldest first; by the writer alone. */
    List<Entry> take(int most) {
        var taken = new ArrayList<Entry>();
        for (var next = entries.poll(); next != null; next = taken.size() < most ? entries.poll() : null) {
            taken.add(next);
            bytes.addAndGet(-weight(next));
        }
        count.addAndGet(-taken.size());
        if (!taken.isEmpty()) {
            busyNanos = System.nanoTime();
        }
        return taken;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Calls whose ends were lost since it was last asked. */
    long takeLostCalls() {
        return lostCalls.getAndSet(0);
    }

    /**
     * Waits a moment: some milliseconds while there is traffic, also when something is there already, since a transaction
     * costs much more than a line in it; else until something comes, a second at most.
     */
    void awaitMore() {
        if (count.get() >= PLENTY) {
            return;
        }
        if (System.nanoTime() - busyNanos < AWAKE_NANOS) {
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
            return;
        }
        sleeper = Thread.currentThread();
        if (entries.isEmpty()) {
            LockSupport.parkNanos(this, SLEEP_NANOS);
        }
        sleeper = null;
    }
}
