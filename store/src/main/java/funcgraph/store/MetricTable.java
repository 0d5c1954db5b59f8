package funcgraph.store;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.metric.Bucket;
import funcgraph.domain.metric.Measured;
import funcgraph.domain.metric.Ranked;
import funcgraph.domain.metric.Ranking;
import funcgraph.domain.metric.Sketch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What calls amounted to, by minutes, hours and days. Each run of a server, a node, has rows of its own. */
public final class MetricTable {

    private static final String COLUMNS = "calls, function_errors, system_errors, throttled, cold_starts,"
            + " duration_micros, least_micros, most_micros, concurrency, memory_kb, workers, reserved, megabyte_millis,"
            + " durations";

    private static final String PUT = "insert into metric_buckets (project_id, package_name, name, seconds, started,"
            + " node, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (project_id, seconds, package_name, name, started, node) do update set"
            + " calls = excluded.calls, function_errors = excluded.function_errors,"
            + " system_errors = excluded.system_errors, throttled = excluded.throttled,"
            + " cold_starts = excluded.cold_starts, duration_micros = excluded.duration_micros,"
            + " least_micros = excluded.least_micros, most_micros = excluded.most_micros,"
            + " concurrency = excluded.concurrency, memory_kb = excluded.memory_kb, workers = excluded.workers,"
            + " reserved = excluded.reserved, megabyte_millis = excluded.megabyte_millis,"
            + " durations = excluded.durations";

    /** Writes a span, or writes it again: it replaces what the node wrote of it before. */
    public void put(Tx tx, String node, Measured measured) {
        var bucket = measured.bucket();
        tx.change(
                PUT,
                measured.projectId(),
                packageName(measured.function()),
                name(measured.function()),
                measured.span().seconds(),
                measured.start().toEpochMilli(),
                node,
                bucket.calls(),
                bucket.functionErrors(),
                bucket.systemErrors(),
                bucket.throttled(),
                bucket.coldStarts(),
                bucket.durationMicros(),
                bucket.leastMicros(),
                bucket.mostMicros(),
                bucket.concurrency(),
                bucket.memoryKb(),
                bucket.workers(),
                bucket.reserved(),
                bucket.megabyteMillis(),
                bucket.durations().text());
    }

    /**
     * Spans of a function, or of a whole project, oldest first; several of one time when several nodes wrote one.
     *
     * @param to exclusive
     */
    public List<Measured> list(
            View view,
            String projectId,
            Optional<FunctionKey> function,
            Measured.Span span,
            Instant from,
            Instant to,
            int limit) {
        return view.all(
                "select started, " + COLUMNS + " from metric_buckets where project_id = ? and seconds = ?"
                        + " and package_name = ? and name = ? and started >= ? and started < ?"
                        + " order by started limit ?",
                row -> new Measured(projectId, function, span, Instant.ofEpochMilli(row.getLong(1)), bucket(row)),
                limit,
                projectId,
                span.seconds(),
                packageName(function),
                name(function),
                from.toEpochMilli(),
                to.toEpochMilli(),
                limit);
    }

    /** The functions of a project with the highest values, highest first; those of which there is none are left out. */
    public List<Ranked> rank(
            View view, String projectId, Ranking by, Measured.Span span, Instant from, Instant to, int limit) {
        var value = value(by);
        return view.all(
                "select package_name, name, " + value + " as ranked from metric_buckets where project_id = ?"
                        + " and seconds = ? and name <> '' and started >= ? and started < ?"
                        + " group by package_name, name having " + value + " > 0"
                        + " order by ranked desc, package_name, name limit ?",
                row -> new Ranked(new FunctionKey(projectId, row.getString(1), row.getString(2)), row.getDouble(3)),
                limit,
                projectId,
                span.seconds(),
                from.toEpochMilli(),
                to.toEpochMilli(),
                limit);
    }

    /** Milliseconds, or how many. */
    private static String value(Ranking by) {
        return switch (by) {
            case FAILURES -> "sum(function_errors + system_errors) * 1.0";
            case CALLS -> "sum(calls) * 1.0";
            case REJECTIONS -> "sum(throttled) * 1.0";
            case MEAN_DURATION -> "sum(duration_micros) / 1000.0 / nullif(sum(calls - system_errors), 0)";
            case LONGEST_DURATION -> "max(most_micros) / 1000.0";
        };
    }

    /** Removes the oldest moment of those before a time, with all its rows; how many these were. */
    public int deleteOldest(Tx tx, Measured.Span span, Instant before) {
        return tx.change(
                "delete from metric_buckets where seconds = ? and started ="
                        + " (select min(started) from metric_buckets where seconds = ? and started < ?)",
                span.seconds(),
                span.seconds(),
                before.toEpochMilli());
    }

    private static Bucket bucket(ResultSet row) throws SQLException {
        return new Bucket(
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getInt(10),
                row.getLong(11),
                row.getInt(12),
                row.getInt(13),
                row.getLong(14),
                Sketch.parse(row.getString(15)));
    }

    private static String packageName(Optional<FunctionKey> function) {
        return function.map(FunctionKey::packageName).orElse("");
    }

    private static String name(Optional<FunctionKey> function) {
        return function.map(FunctionKey::name).orElse("");
    }
}
