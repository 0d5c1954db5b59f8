package funcgraph.store;

import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LoggedCall;
import java.time.Instant;
import java.util.Optional;

/** What is written to the logs of functions, and removed again; {@link LogSearch} reads it. */
public final class LogTable {

    private static final String INSERT_LINE =
            "insert into log_lines (seq, function_no, at, request_id, version, level, line) values (?, ?, ?, ?, ?, ?, ?)";

    private static final String INSERT_CALL = """
            insert into log_calls (seq, last_seq, function_no, started_at, ended_at, request_id, version, duration_us,
                billed_ms, init_us, peak_kb, memory_mb, failed, error_code, outcome, background, silent)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** The last place that is taken, 0 for none. */
    public long last(View view) {
        long line = view.first("select max(seq) from log_lines", row -> row.getLong(1))
                .orElse(0L);
        long call = view.first("select max(last_seq) from log_calls", row -> row.getLong(1))
                .orElse(0L);
        long mark = view.first("select max(seq) from log_marks", row -> row.getLong(1))
                .orElse(0L);
        return Math.max(Math.max(line, call), mark);
    }

    /** The short number of a function, given when it is first asked for. */
    public long numberOf(Tx tx, String functionId, String projectId) {
        tx.change(
                "insert into log_functions (function_id, project_id) values (?, ?) on conflict (function_id) do nothing",
                functionId,
                projectId);
        return find(tx, functionId).orElseThrow();
    }

    Optional<Long> find(View view, String functionId) {
        return view.first("select no from log_functions where function_id = ?", row -> row.getLong(1), functionId);
    }

    /** Adds a line at its place. */
    public void insert(Tx tx, long functionNo, LogLine line) {
        tx.change(
                INSERT_LINE,
                line.seq(),
                functionNo,
                line.time().toEpochMilli(),
                line.requestId(),
                line.version(),
                line.level().number(),
                line.text());
    }

    /**
     * Adds a call that is over.
     *
     * @param last the place of its last line
     */
    public void insert(Tx tx, long functionNo, LoggedCall call, long last, Instant ended) {
        tx.change(
                INSERT_CALL,
                call.seq(),
                last,
                functionNo,
                call.time().toEpochMilli(),
                ended.toEpochMilli(),
                call.requestId(),
                call.version(),
                call.durationMicros(),
                call.billedMillis(),
                call.initMicros(),
                call.peakMemoryKb(),
                call.memoryMb(),
                call.failed() ? 1 : 0,
                call.errorCode(),
                call.outcome(),
                call.background() ? 1 : 0,
                call.silent() ? 1 : 0);
    }

    /** Notes that {@code seq} was the last place at that time. */
    public void mark(Tx tx, long seq, Instant now) {
        tx.change(
                "insert into log_marks (seq, at) values (?, ?) on conflict (seq) do nothing", seq, now.toEpochMilli());
    }

    /** The last place that was taken before that time, as near as marks stand; 0 when none is known. */
    public long lastBefore(View view, Instant time) {
        return view.first(
                        "select seq from log_marks where at < ? order by at desc limit 1",
                        row -> row.getLong(1),
                        time.toEpochMilli())
                .orElse(0L);
    }

    /** A place that had not been taken yet at that time; the greatest number when none is known. */
    long firstAfter(View view, Instant time) {
        return view.first(
                        "select seq from log_marks where at >= ? order by at limit 1",
                        row -> row.getLong(1),
                        time.toEpochMilli())
                .orElse(Long.MAX_VALUE - 1);
    }

    /** The lowest place that is kept; 0 when nothing is. */
    public long first(View view) {
        long line = view.first("select seq from log_lines order by seq limit 1", row -> row.getLong(1))
                .orElse(Long.MAX_VALUE);
        long call = view.first("select seq from log_calls order by seq limit 1", row -> row.getLong(1))
                .orElse(Long.MAX_VALUE);
        long first = Math.min(line, call);
        return first == Long.MAX_VALUE ? 0 : first;
    }

    /** Removes up to {@code limit} lines and as many calls, oldest first, up to a place; gives how many went. */
    public int deleteUpTo(Tx tx, long seq, int limit) {
        int lines = tx.change(
                "delete from log_lines where seq in"
                        + " (select seq from log_lines where seq <= ? order by seq limit ?)",
                seq,
                limit);
        int calls = tx.change(
                "delete from log_calls where seq in"
                        + " (select seq from log_calls where seq <= ? order by seq limit ?)",
                seq,
                limit);
        int marks = tx.change(
                "delete from log_marks where seq in"
                        + " (select seq from log_marks where seq < ? order by seq limit ?)",
                seq,
                limit);
        return lines + calls + marks;
    }

    /** Removes functions of which nothing is kept any more. Numbers that were given before are void then. */
    public int deleteUnused(Tx tx, int limit) {
        return tx.change(
                "delete from log_functions where no in (select no from log_functions"
                        + " where not exists (select 1 from log_lines where function_no = no)"
                        + " and not exists (select 1 from log_calls where function_no = no) limit ?)",
                limit);
    }

    /** What the rows take on the disk, in bytes; room that was freed and waits to be used again is not counted. */
    public long usedBytes(View view) {
        long pages = view.first("pragma page_count", row -> row.getLong(1)).orElse(0L);
        long free = view.first("pragma freelist_count", row -> row.getLong(1)).orElse(0L);
        long size = view.first("pragma page_size", row -> row.getLong(1)).orElse(0L);
        return (pages - free) * size;
    }
}
