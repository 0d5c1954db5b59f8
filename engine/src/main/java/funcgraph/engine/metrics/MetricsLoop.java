package funcgraph.engine.metrics;

import funcgraph.domain.metric.Measured;
import funcgraph.domain.metric.Measured.Span;
import funcgraph.engine.loop.Recurring;
import funcgraph.store.MetricTable;
import funcgraph.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each minute when it is over, and removes what is too old. A server that is killed loses the minute that was not
 * over; one that is stopped writes it.
 */
public final class MetricsLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsLoop.class);
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Minutes that wait while the store does not take them; then the oldest are given up. */
    private static final int MOST_WAITING = 15;

    /** Moments that are removed in one tick, each with its rows in a transaction of its own. */
    private static final int MOST_REMOVED = 50;

    private final Minutes minutes;
    private final Store store;
    private final MetricTable table;
    private final Clock clock;
    private final String node;
    private final Map<Span, Duration> keep;
    private final ArrayDeque<List<Measured>> waiting = new ArrayDeque<>();
    private final Recurring loop = new Recurring("metrics", TICK, PATIENCE, this::round);

    /**
     * Makes the loop; {@link #start} starts it.
     *
     * @param node this run of the server
     * @param keep how long spans of each length are kept
     */
    public MetricsLoop(
            Minutes minutes, Store store, MetricTable table, Clock clock, String node, Map<Span, Duration> keep) {
        this.minutes = minutes;
        this.store = store;
        this.table = table;
        this.clock = clock;
        this.node = node;
        this.keep = Map.copyOf(keep);
    }

    public void start() {
        loop.startAfter(untilNext());
    }

    /** Looks at what is there now, which {@link #close} would find gone. */
    public void look() {
        minutes.sample(clock.instant());
    }

    /** Writes the minute that is not over, too. */
    @Override
    public void close() {
        if (!loop.end()) {
            return; // it may write just now, and knows no lock
        }
        try {
            write(minutes.close(clock.instant()));
        } catch (RuntimeException e) {
            LOG.warn("the last metrics could not be written", e);
        }
    }

    /** A tick falls on each full minute. */
    private Duration untilNext() {
        long now = clock.millis();
        return Duration.ofMillis(TICK.toMillis() - Math.floorMod(now, TICK.toMillis()));
    }

    private Duration round() {
        var now = clock.instant();
        minutes.sample(now);
        var over = minutes.closeIfOver(now);
        if (!over.isEmpty()) {
            write(over);
            keep.forEach((span, duration) -> remove(span, now.minus(duration)));
        }
        return untilNext();
    }

    private void write(List<Measured> rows) {
        waiting.add(rows);
        while (waiting.size() > MOST_WAITING) {
            waiting.remove();
        }
        while (!waiting.isEmpty()) {
            var next = waiting.element();
            store.write(tx -> {
                next.forEach(row -> table.put(tx, node, row));
                return next.size();
            });
            waiting.remove();
        }
    }

    private void remove(Span span, Instant before) {
        int removed = 1;
        for (int i = 0; i < MOST_REMOVED && removed > 0; i++) {
            removed = store.write(tx -> table.deleteOldest(tx, span, before));
        }
    }
}
