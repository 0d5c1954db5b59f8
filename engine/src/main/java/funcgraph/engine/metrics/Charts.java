package funcgraph.engine.metrics;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.metric.Bucket;
import funcgraph.domain.metric.Measured;
import funcgraph.domain.metric.Measured.Span;
import funcgraph.domain.metric.Ranked;
import funcgraph.domain.metric.Ranking;
import funcgraph.store.MetricTable;
import funcgraph.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads what calls amounted to, from the store and from the minute that is not over. Blocks. */
public final class Charts {

    /** Most points of a chart. */
    public static final int MOST_POINTS = 1500;

    /** Of one function, a minute of each of a few nodes for a day. */
    private static final int MOST_ROWS = 50_000;

    private static final Duration MINUTES_KEPT = Duration.ofHours(24);

    private final Store store;
    private final MetricTable table;
    private final Minutes minutes;

    public Charts(Store store, MetricTable table, Minutes minutes) {
        this.store = store;
        this.table = table;
        this.minutes = minutes;
    }

    /**
     * What is asked for.
     *
     * @param function empty for all of the project
     * @param from inclusive
     * @param to exclusive
     * @param stepSeconds a multiple of 60, such that there are {@link #MOST_POINTS} at most
     */
    public record Wanted(String projectId, Optional<FunctionKey> function, Instant from, Instant to, int stepSeconds) {

        /** Steps begin at multiples of their length. */
        private long slot(Instant moment) {
            return Math.floorDiv(moment.getEpochSecond(), stepSeconds) * stepSeconds;
        }
    }

    /** A step of a chart; the bucket is null when nothing is known of it. */
    public record Point(Instant start, @Nullable Bucket bucket) {}

    /** All steps, oldest first. */
    public List<Point> read(Wanted wanted, Instant now) {
        var slots = new TreeMap<Long, Bucket>();
        minutes.sample(now);
        var current = minutes.current(wanted.projectId, wanted.function);
        var span = span(wanted, now);
        for (var row : store.read(view -> table.list(
                view,
                wanted.projectId,
                wanted.function,
                span,
                Instant.ofEpochSecond(wanted.slot(wanted.from)),
                wanted.to,
                MOST_ROWS))) {
            slots.merge(wanted.slot(row.start()), row.bucket(), Bucket::plus);
        }
        boolean asked =
                !current.start().isBefore(wanted.from) || wanted.slot(current.start()) >= wanted.slot(wanted.from);
        if (!current.bucket().isEmpty() && asked && current.start().isBefore(wanted.to)) {
            slots.merge(wanted.slot(current.start()), current.bucket(), Bucket::plus);
        }
        long first = wanted.slot(wanted.from);
        return LongStream.iterate(first, at -> at < wanted.to.getEpochSecond(), at -> at + wanted.stepSeconds)
                .limit(MOST_POINTS)
                .mapToObj(at -> new Point(Instant.ofEpochSecond(at), slots.get(at)))
                .toList();
    }

    /** Minutes are kept for a day only. */
    private static Span span(Wanted wanted, Instant now) {
        boolean recent = !wanted.from.isBefore(now.minus(MINUTES_KEPT));
        return recent || wanted.stepSeconds % Span.HOUR.seconds() != 0 ? Span.MINUTE : Span.HOUR;
    }

    /** What a project used on each day, oldest first; several lines of one day when several nodes ran. */
    public List<Measured> days(String projectId, Instant from, Instant to) {
        return store.read(view -> table.list(view, projectId, Optional.empty(), Span.DAY, from, to, MOST_ROWS));
    }

    /** The minute that is not over, of a project. */
    public Bucket current(String projectId) {
        return minutes.current(projectId, Optional.empty()).bucket();
    }

    /** The functions of a project with the highest values. */
    public List<Ranked> rank(String projectId, Ranking by, Instant from, Instant to, Instant now, int limit) {
        var span = from.isBefore(now.minus(MINUTES_KEPT)) ? Span.HOUR : Span.MINUTE;
        return store.read(view -> table.rank(view, projectId, by, span, span.startOf(from), to, limit));
    }
}
