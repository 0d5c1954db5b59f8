package funcgraph.engine.observe;

import funcgraph.store.LogStore;
import funcgraph.store.LogTable;
import funcgraph.store.StoreFailed;
import funcgraph.store.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes logs: what has come in a moment, in one transaction; and, between two, what is too old or too
 * much is removed in small steps, so that nothing has to wait for it.
 */
public final class LogLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogLoop.class);
    private static final int LARGEST_BATCH = 5000;
    private static final int DELETED_AT_ONCE = 1000;
    private static final int MOST_DELETED = 1_000_000;
    private static final int MOST_NUMBERS = 10_000;
    private static final long MARK_EVERY_MS = 1000;
    private static final long SWEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SWEEP_IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long FORGET_EVERY_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long COMPLAIN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LogStore store;
    private final LogTable table = new LogTable();
    private final LogQueue queue;
    private final LogLimits limits;
    private final Clock clock;
    private final Consumer<Set<String>> grown;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private long last;
    private long markedAt;
    private boolean writtenSinceSweep = true;
    private long sweptNanos = System.nanoTime() - SWEEP_EVERY_NANOS;
    private long forgotNanos = System.nanoTime();
    private long complainedNanos = System.nanoTime() - COMPLAIN_EVERY_NANOS;
    private long lostEntries;
    private long written;

    /**
     * Makes the loop.
     *
     * @param grown told the ids of functions whose logs have grown, by this thread
     */
    LogLoop(LogStore store, LogQueue queue, LogLimits limits, Clock clock, Consumer<Set<String>> grown) {
        this.store = store;
        this.queue = queue;
        this.limits = limits;
        this.clock = clock;
        this.grown = grown;
        this.last = store.read(table::last);
        this.thread = Thread.ofPlatform().name("log-writer").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive() && !thread.join(PATIENCE)) {
                LOG.warn("the writer of logs did not end within {} s", PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            try {
                round();
            } catch (RuntimeException e) { // nobody else writes logs, so whatever it was this goes on
                LOG.error("writing logs met a fault; it goes on", e);
            }
        }
    }

    private void round() {
        if (!closed) {
            queue.awaitMore();
        }
        writeSome();
        // As long as a step finds something, the next batch is followed by another one.
        if (!closed && isSweepDue() && !sweep()) {
            sweptNanos = System.nanoTime();
            writtenSinceSweep = false;
        }
    }

    private boolean isSweepDue() {
        return System.nanoTime() - sweptNanos >= (writtenSinceSweep ? SWEEP_EVERY_NANOS : SWEEP_IDLE_NANOS);
    }

    private void writeSome() {
        var batch = queue.take(LARGEST_BATCH);
        complainOfLost(batch.isEmpty());
        if (batch.isEmpty()) {
            return;
        }
        if (numbers.size() > MOST_NUMBERS) {
            numbers.clear();
        }
        long begun = last;
        writtenSinceSweep = true;
        try {
            var touched = store.write(tx -> {
                long now = clock.millis();
                if (now - markedAt >= MARK_EVERY_MS) {
                    table.mark(tx, begun, clock.instant());
                    markedAt = now;
                }
                var writing = new BatchWriting(table, tx, numbers, begun);
                try {
                    batch.forEach(writing::write);
                } finally {
                    last = writing.last(); // even of a batch that fails: no place is given twice
                }
                return writing.touched();
            });
            grown.accept(touched);
            written += last - begun;
        } catch (StoreFailed | StoreUnavailable e) {
            numbers.clear();
            lostEntries += batch.size();
            LOG.debug("a batch of {} log entries was not written", batch.size(), e);
        }
    }

    /** Not more often than every ten seconds: what fills a queue, or a disk, goes on for a while. */
    private void complainOfLost(boolean quiet) {
        lostEntries += queue.takeLostCalls();
        if (lostEntries > 0 && (quiet || System.nanoTime() - complainedNanos > COMPLAIN_EVERY_NANOS)) {
            LOG.warn("the logs of functions lack {} entries, which could not be written", lostEntries);
            lostEntries = 0;
            complainedNanos = System.nanoTime();
        }
    }

    /** Removes some of what is too old or too much, and more than has come since the last time; false when there is nothing. */
    private boolean sweep() {
        int step = (int) Math.max(DELETED_AT_ONCE, Math.min(2 * written, MOST_DELETED));
        written = 0;
        try {
            long old = store.read(view -> table.lastBefore(view, clock.instant().minus(limits.retention())));
            if (old > 0 && store.write(tx -> table.deleteUpTo(tx, old, step)) > 0) {
                return true;
            }
            if (store.read(table::usedBytes) > limits.capacityBytes()) {
                long first = store.read(table::first);
                // A tenth at most, lest the newest go with the oldest.
                int part = (int) Math.min(step, Math.max(DELETED_AT_ONCE, (last - first) / 10));
                return store.write(tx -> table.deleteUpTo(tx, first + part, part)) > 0;
            }
            if (System.nanoTime() - forgotNanos >= FORGET_EVERY_NANOS) {
                forgotNanos = System.nanoTime();
                numbers.clear();
                store.write(tx -> table.deleteUnused(tx, DELETED_AT_ONCE));
            }
        } catch (StoreFailed | StoreUnavailable e) {
            LOG.warn("old logs were not removed; it is tried again", e);
        }
        return false;
    }
}
