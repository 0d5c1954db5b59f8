package funcgraph.store;

import funcgraph.domain.log.CallText;
import funcgraph.domain.log.LogLevel;
import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LogPage;
import funcgraph.domain.log.LogQuery;
import funcgraph.domain.log.LoggedCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the logs of functions. Rows are read in the order of their places, some hundred at a time, until a page is full or
 * so many rows were looked at that the caller should ask again; so no query takes long, whatever it asks for.
 */
public final class LogSearch {

    private static final int ROWS_AT_ONCE = 500;
    private static final int MOST_ROWS = 100_000;
    private static final long END = Long.MAX_VALUE - 1;

    /** A call that printed nothing is written when it is over: its first line may be that much older than its place. */
    private static final Duration LATEST_WRITING = Duration.ofHours(1);

    private static final String LINES = "select seq, at, request_id, version, level, line from log_lines"
            + " where function_no = ? and seq > ? and seq < ? order by seq";
    private static final String SILENT =
            "select seq, started_at, ended_at, request_id, version, duration_us, billed_ms,"
                    + " peak_kb, memory_mb, failed from log_calls"
                    + " where function_no = ? and seq >= ? and seq < ? and silent = 1 order by seq";
    private static final String CALLS = "select seq, started_at, request_id, version, duration_us, billed_ms, init_us,"
            + " peak_kb, memory_mb, failed, error_code, outcome, background, silent from log_calls"
            + " where function_no = ? and seq < ? and seq > ? order by seq desc limit ?";

    private final LogTable table = new LogTable();

    /** The lines of a function that a query wants; empty for a function that never ran. */
    public LogPage<LogLine> lines(View view, String functionId, LogQuery query) {
        var number = table.find(view, functionId);
        if (number.isEmpty()) {
            return new LogPage<>(List.of(), 0);
        }
        var span = span(view, number.get(), query);
        var found = new ArrayList<LogLine>();
        int seen = 0;
        while (seen < MOST_ROWS && !span.isEmpty()) {
            var chunk = chunk(view, number.get(), span, query.newestFirst());
            seen += chunk.lines().size() + 1;
            for (var line : chunk.lines()) {
                if (query.matches(line)) {
                    found.add(line);
                    if (found.size() == query.limit()) {
                        return new LogPage<>(found, line.seq());
                    }
                }
            }
            span = chunk.rest();
        }
        return new LogPage<>(found, span.isEmpty() ? 0 : query.newestFirst() ? span.before() : span.behind());
    }

    /** Places of interest: those behind one and before another. */
    private record Span(long behind, long before) {
        boolean isEmpty() {
            return behind + 1 >= before;
        }
    }

    private Span span(View view, long functionNo, LogQuery query) {
        long behind = query.from().map(time -> table.lastBefore(view, time)).orElse(0L);
        long before = query.to()
                .map(time -> table.firstAfter(view, time.plus(LATEST_WRITING)))
                .orElse(END);
        before = before == END ? END : before + 1;
        if (query.marker() > 0 && query.newestFirst()) {
            before = Math.min(before, query.marker());
        } else if (query.marker() > 0) {
            behind = Math.max(behind, query.marker());
        }
        var call = query.requestId().flatMap(id -> placesOf(view, functionNo, id));
        return call.isEmpty()
                ? new Span(behind, before)
                : new Span(
                        Math.max(behind, call.get().behind()),
                        Math.min(before, call.get().before()));
    }

    /** Where the lines of a call are that is over: asked from the newest on, which is most often the one. */
    private static Optional<Span> placesOf(View view, long functionNo, String requestId) {
        return view.first(
                        "select seq from log_calls where function_no = ? and request_id = ? order by seq desc limit 1",
                        row -> row.getLong(1),
                        functionNo,
                        requestId)
                .flatMap(seq -> view.first(
                        "select last_seq from log_calls where seq = ?",
                        row -> new Span(seq - 1, row.getLong(1) + 1),
                        seq));
    }

    /** The place of the last line or call of a function, 0 for none. */
    public long last(View view, String functionId) {
        var number = table.find(view, functionId);
        if (number.isEmpty()) {
            return 0;
        }
        long line = view.first(
                        "select seq from log_lines where function_no = ? order by seq desc limit 1",
                        row -> row.getLong(1),
                        number.get())
                .orElse(0L);
        long call = view.first(
                        "select last_seq from log_calls where function_no = ? order by seq desc limit 1",
                        row -> row.getLong(1),
                        number.get())
                .orElse(0L);
        return Math.max(line, call);
    }

    /** The place before the last {@code lines} lines that a function printed, as far as there are so many. */
    public long placeBefore(View view, String functionId, int lines) {
        return table.find(view, functionId)
                .flatMap(number -> view.first(
                        "select seq from log_lines where function_no = ? order by seq desc limit 1 offset ?",
                        row -> row.getLong(1),
                        number,
                        lines))
                .orElse(0L);
    }

    /** How many lines a function has behind a place and up to another, silent calls left out; counted up to {@code most}. */
    public long countBehind(View view, String functionId, long behind, long upTo, int most) {
        return table.find(view, functionId)
                .flatMap(number -> view.first(
                        "select count(*) from (select 1 from log_lines"
                                + " where function_no = ? and seq > ? and seq <= ? limit ?)",
                        row -> row.getLong(1),
                        number,
                        behind,
                        upTo,
                        most))
                .orElse(0L);
    }

    /** Some lines in the order asked for, and what is left to be read. */
    private record Chunk(List<LogLine> lines, Span rest) {}

    private Chunk chunk(View view, long functionNo, Span span, boolean newestFirst) {
        var order = newestFirst ? " desc limit ?" : " limit ?";
        var lines = view.all(
                LINES + order, LogSearch::line, ROWS_AT_ONCE, functionNo, span.behind(), span.before(), ROWS_AT_ONCE);
        var silent = view.all(
                SILENT + order,
                LogSearch::ofSilent,
                ROWS_AT_ONCE,
                functionNo,
                span.behind(),
                span.before(),
                ROWS_AT_ONCE);
        long reached = newestFirst ? span.behind() : span.before();
        // Where one of the two had more to give, what the other gave beyond must wait.
        if (lines.size() == ROWS_AT_ONCE) {
            reached = lines.getLast().seq();
        }
        if (silent.size() == ROWS_AT_ONCE) {
            long last = silent.getLast().get(newestFirst ? 0 : 1).seq();
            reached = newestFirst ? Math.max(reached, last) : Math.min(reached, last);
        }
        long until = reached;
        Predicate<LogLine> within = newestFirst
                ? line -> line.seq() >= until && line.seq() > span.behind() && line.seq() < span.before()
                : line -> line.seq() <= until && line.seq() > span.behind() && line.seq() < span.before();
        var merged = new ArrayList<LogLine>();
        lines.stream().filter(within).forEach(merged::add);
        silent.forEach(pair -> pair.stream().filter(within).forEach(merged::add));
        var bySeq = Comparator.comparingLong(LogLine::seq);
        merged.sort(newestFirst ? bySeq.reversed() : bySeq);
        return new Chunk(merged, newestFirst ? new Span(span.behind(), until) : new Span(until, span.before()));
    }

    /**
     * Calls of a function that are over, newest first.
     *
     * @param version whose calls alone are wanted; empty for all
     * @param wanted which of them
     * @param marker the place before which to go on, 0 for the newest
     */
    public LogPage<LoggedCall> calls(
            View view,
            String functionId,
            Optional<String> version,
            Optional<Instant> from,
            Optional<Instant> to,
            Predicate<LoggedCall> wanted,
            long marker,
            int limit) {
        var number = table.find(view, functionId);
        if (number.isEmpty()) {
            return new LogPage<>(List.of(), 0);
        }
        long behind = from.map(time -> table.lastBefore(view, time)).orElse(0L);
        long before = marker > 0 ? marker : END;
        var found = new ArrayList<LoggedCall>();
        for (int seen = 0; seen < MOST_ROWS; seen += ROWS_AT_ONCE) {
            var calls = view.all(CALLS, LogSearch::call, ROWS_AT_ONCE, number.get(), before, behind, ROWS_AT_ONCE);
            for (var call : calls) {
                if (version.filter(one -> !one.equals(call.version())).isEmpty()
                        && from.filter(call.time()::isBefore).isEmpty()
                        && to.filter(end -> !call.time().isBefore(end)).isEmpty()
                        && wanted.test(call)) {
                    found.add(call);
                    if (found.size() == limit) {
                        return new LogPage<>(found, call.seq());
                    }
                }
            }
            if (calls.size() < ROWS_AT_ONCE) {
                return new LogPage<>(found, 0);
            }
            before = calls.getLast().seq();
        }
        return new LogPage<>(found, before);
    }

    private static LogLine line(ResultSet row) throws SQLException {
        return new LogLine(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                LogLevel.numbered(row.getInt(5)),
                row.getString(6));
    }

    private static List<LogLine> ofSilent(ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        var started = Instant.ofEpochMilli(row.getLong(2));
        var ended = Instant.ofEpochMilli(row.getLong(3));
        var requestId = row.getString(4);
        var version = row.getString(5);
        var finish = CallText.finish(
                ended, requestId, row.getInt(10) != 0, row.getLong(6), row.getLong(7), row.getLong(8), row.getInt(9));
        return List.of(
                new LogLine(
                        seq,
                        started,
                        requestId,
                        version,
                        LogLevel.PLATFORM,
                        CallText.start(started, requestId, version)),
                new LogLine(seq + 1, ended, requestId, version, LogLevel.PLATFORM, finish));
    }

    private static LoggedCall call(ResultSet row) throws SQLException {
        return new LoggedCall(
                row.getLong(1),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getInt(9),
                row.getInt(10) != 0,
                row.getString(11),
                row.getString(12),
                row.getInt(13) != 0,
                row.getInt(14) != 0);
    }
}
