package funcgraph.engine.observe;

import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Refused;
import funcgraph.domain.log.AuditEvent;
import funcgraph.domain.log.AuditFilter;
import funcgraph.domain.log.LogPage;
import funcgraph.engine.loop.Recurring;
import funcgraph.store.AuditTable;
import funcgraph.store.Store;
import funcgraph.store.StoreFailed;
import funcgraph.store.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of changes, in the database of functions: an accepted change takes its entry along in its own transaction. What
 * was refused, or changed nothing, is written a moment later by a thread of its own, since nothing is lost with it.
 */
public final class Audit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int WAITING = 4096;
    private static final int LARGEST_BATCH = 256;
    /** Of the rows that are kept, refused changes are one in so many at most. */
    private static final int REFUSED_SHARE = 10;

    private static final int DELETED_AT_ONCE = 500;
    private static final Duration TICK = Duration.ofMillis(500);
    private static final long SWEEP_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Places within a millisecond. */
    private static final int PLACES = 4096;

    private final Store store;
    private final AuditLimits limits;
    private final Clock clock;
    private final String region;
    private final AuditTable table = new AuditTable();
    private final BlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Recurring loop = new Recurring("audit", TICK, PATIENCE, this::round);
    private long sweptNanos = System.nanoTime();

    public Audit(Store store, AuditLimits limits, Clock clock, String region) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.region = region;
    }

    public void start() {
        loop.start();
    }

    /** Begins the record of a request. */
    public Deed begin(Deed.Facts facts) {
        var now = clock.instant();
        long place = last.accumulateAndGet(now.toEpochMilli() * PLACES, (before, time) -> Math.max(before + 1, time));
        return new Deed(place, now, region, facts.about(whole(facts.projectId(), facts.resource())));
    }

    /** The whole URN where a function is named, however it is named. */
    private String whole(String projectId, String resource) {
        if (resource.startsWith("/")) {
            return resource;
        }
        try {
            var urn = FunctionUrn.parse(resource, region, projectId);
            var head = FunctionUrn.unqualified(region, urn.key());
            return urn.qualifier() instanceof Qualifier.None
                    ? head
                    : head + ":" + urn.qualifier().text();
        } catch (Refused none) {
            return resource;
        }
    }

    /** Does the work of a request, whose changes take its entry along. */
    public <T> T during(Deed deed, Supplier<T> work) {
        return ScopedValue.where(Deed.currentValue(), deed).call(() -> Store.riding(deed, work));
    }

    /**
     * Ends the record: writes what its changes have not written themselves, soon.
     *
     * @param status of the answer
     * @param errorCode of the answer; empty when it was accepted
     */
    public void ended(Deed deed, int status, String errorCode) {
        deed.ended(status, errorCode);
        if (deed.isRecorded()) {
            return;
        }
        if (!waiting.offer(deed.event())) {
            lost.incrementAndGet();
        }
        loop.wake();
    }

    /** Newest first. A resource may be named as in a path. */
    public LogPage<AuditEvent> list(AuditFilter asked, int limit) {
        var filter = asked.about(asked.resource().map(resource -> whole(asked.projectId(), resource)));
        var events = store.read(view -> table.list(view, filter, limit));
        return new LogPage<>(
                events, events.size() < limit ? 0 : events.getLast().seq());
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        if (loop.end()) {
            writeWaiting();
        }
    }

    private Duration round() {
        writeWaiting();
        return System.nanoTime() - sweptNanos > SWEEP_EVERY_NANOS ? sweep() : TICK;
    }

    private void writeWaiting() {
        var batch = new ArrayList<AuditEvent>();
        while (waiting.drainTo(batch, LARGEST_BATCH) > 0) {
            try {
                store.write(tx -> {
                    batch.forEach(event -> table.put(tx, event));
                    return batch.size();
                });
            } catch (StoreUnavailable | StoreFailed e) {
                LOG.warn("{} refused changes could not be recorded", batch.size(), e);
            }
            batch.clear();
        }
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            LOG.warn("{} refused changes came faster than they can be recorded, and are not", missing);
        }
    }

    /** Removes some of what is too old or too much, and returns the rest until the next time. */
    private Duration sweep() {
        var oldest = clock.instant().minus(limits.keep());
        var before = store.read(view -> table.beyond(view, limits.keepRows()))
                .filter(oldest::isBefore)
                .orElse(oldest);
        var refusedBefore = store.read(view -> table.refusedBeyond(view, limits.keepRows() / REFUSED_SHARE))
                .orElse(Instant.MIN);
        int removed = store.write(tx -> table.deleteBefore(tx, before, DELETED_AT_ONCE));
        int refused = refusedBefore.isAfter(before)
                ? store.write(tx -> table.deleteRefusedBefore(tx, refusedBefore, DELETED_AT_ONCE))
                : 0;
        if (removed == DELETED_AT_ONCE || refused == DELETED_AT_ONCE) {
            return Duration.ZERO;
        }
        sweptNanos = System.nanoTime();
        return TICK;
    }
}
