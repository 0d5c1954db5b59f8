package funcgraph.store;

import funcgraph.domain.AsyncInvocation;
import funcgraph.domain.AsyncStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous invocations. Nodes take waiting ones by claiming them, so that each is in the hands of one; what a node
 * wants to change it must still hold, and whoever has lost it to another is told so by a zero.
 */
public final class AsyncTable {

    private static final String INSERT = """
            insert into async_invocations (request_id, function_id, qualifier, status, attempts, accepted_at, due_at,
                started_at, ended_at, node, cancelled, error_code, error_message, event)
            values (?, ?, ?, 'WAIT', 0, ?, ?, 0, 0, '', 0, 0, '', ?)""";

    /** One statement for both databases; where writers run side by side, what another one is claiming is passed over. */
    private static final String CLAIM_BEGIN = """
            update async_invocations set status = 'RUNNING', node = ?, started_at = ?
            where request_id in (select request_id from async_invocations
                where status = 'WAIT' and function_id = ? and due_at <= ? order by due_at limit ?""";

    private static final String CLAIM_END = """
            ) returning request_id, qualifier, attempts, accepted_at, event""";

    private static final String END = """
            update async_invocations
            set status = ?, attempts = ?, ended_at = ?, node = '', error_code = ?, error_message = ?, event = ?
            where request_id = ? and node = ? and status = 'RUNNING'""";

    private static final String GIVE_BACK = """
            update async_invocations set status = 'WAIT', node = '', attempts = ?, due_at = ?, error_code = ?,
                error_message = ?
            where request_id = ? and node = ? and status = 'RUNNING'""";

    private static final String GIVE_BACK_ALL = """
            update async_invocations set status = 'WAIT', node = '', due_at = ?
            where request_id in (select request_id from async_invocations
                where status = 'RUNNING' and node = ? limit ?)""";

    private static final String CANCEL_WAITING = """
            update async_invocations set status = 'FAIL', ended_at = ?, cancelled = 1, error_code = ?,
                error_message = ?, event = ?
            where request_id = ? and function_id = ? and status = 'WAIT'""";

    private static final byte[] NOTHING = new byte[0];

    /** Adds a waiting one. */
    public void insert(Tx tx, String requestId, String functionId, String qualifier, byte[] event, Instant now) {
        tx.change(INSERT, requestId, functionId, qualifier, now.toEpochMilli(), now.toEpochMilli(), event);
    }

    /** Takes up to {@code limit} that are due, those that are due longest first. */
    public List<QueuedEvent> claim(Tx tx, String node, String functionId, Instant now, int limit) {
        long millis = now.toEpochMilli();
        var sql = CLAIM_BEGIN + tx.dialect().skipLocked() + CLAIM_END;
        var claimed =
                new ArrayList<>(tx.all(sql, AsyncTable::readQueued, limit, node, millis, functionId, millis, limit));
        claimed.sort((a, b) -> a.acceptedAt().compareTo(b.acceptedAt()));
        return claimed;
    }

    /**
     * Ends one that the node holds; its event is dropped.
     *
     * @return 0 when the node does not hold it any more
     */
    public int end(
            Tx tx,
            String node,
            String requestId,
            AsyncStatus status,
            int attempts,
            Instant now,
            int errorCode,
            String errorMessage) {
        return tx.change(
                END, status.name(), attempts, now.toEpochMilli(), errorCode, errorMessage, NOTHING, requestId, node);
    }

    /** Lets one that the node holds wait until {@code due}. */
    public int giveBack(
            Tx tx, String node, String requestId, int attempts, Instant due, int errorCode, String errorMessage) {
        return tx.change(GIVE_BACK, attempts, due.toEpochMilli(), errorCode, errorMessage, requestId, node);
    }

    /** Lets one that the node holds wait, as if it had never been taken. */
    public int giveBack(Tx tx, String node, String requestId, Instant due) {
        return tx.change(
                "update async_invocations set status = 'WAIT', node = '', due_at = ?"
                        + " where request_id = ? and node = ? and status = 'RUNNING'",
                due.toEpochMilli(),
                requestId,
                node);
    }

    /** Ids of what the node holds. */
    public List<String> takenBy(View view, String node, int limit) {
        return view.all(
                "select request_id from async_invocations where status = 'RUNNING' and node = ? limit ?",
                row -> row.getString(1),
                limit,
                node,
                limit);
    }

    /** Lets up to {@code limit} wait that a node held which is gone. */
    public int giveBackAll(Tx tx, String node, Instant now, int limit) {
        return tx.change(GIVE_BACK_ALL, now.toEpochMilli(), node, limit);
    }

    /** Ends one that waits. */
    public int cancelWaiting(Tx tx, String functionId, String requestId, Instant now, int code, String message) {
        return tx.change(CANCEL_WAITING, now.toEpochMilli(), code, message, NOTHING, requestId, functionId);
    }

    /** Tells the node that runs it, which looks now and then. */
    public int cancelRunning(Tx tx, String functionId, String requestId) {
        return tx.change(
                "update async_invocations set cancelled = 1"
                        + " where request_id = ? and function_id = ? and status = 'RUNNING'",
                requestId,
                functionId);
    }

    /** How an invocation of that function stands; empty when it is none of its. */
    public Optional<AsyncStatus> status(View view, String functionId, String requestId) {
        return view.first(
                "select status from async_invocations where request_id = ? and function_id = ?",
                row -> AsyncStatus.valueOf(row.getString(1)),
                requestId,
                functionId);
    }

    /** Those that a node runs and should not. */
    public List<String> cancelledOn(View view, String node, int limit) {
        return view.all(
                "select request_id from async_invocations"
                        + " where status = 'RUNNING' and node = ? and cancelled = 1 limit ?",
                row -> row.getString(1),
                limit,
                node,
                limit);
    }

    /** Latest accepted first. */
    public List<AsyncInvocation> list(View view, AsyncFilter filter, long offset, int limit) {
        var arguments = new ArrayList<Object>();
        var sql = "select request_id, status, attempts, accepted_at, started_at, ended_at, error_code, error_message"
                + where(filter, arguments) + " order by accepted_at desc, request_id desc limit ? offset ?";
        arguments.add(limit);
        arguments.add(offset);
        return view.all(sql, AsyncTable::read, limit, arguments.toArray());
    }

    /** How many there are, counted up to {@code most}. */
    public long count(View view, AsyncFilter filter, int most) {
        var arguments = new ArrayList<Object>();
        var sql = "select count(*) from (select 1 as one" + where(filter, arguments) + " limit ?) as found";
        arguments.add(most);
        return view.first(sql, row -> row.getLong(1), arguments.toArray()).orElse(0L);
    }

    /** The next function after that id of which something waits, and when the first of it is due. */
    public Optional<FunctionDue> nextWaiting(View view, String afterFunctionId) {
        return view.first(
                "select function_id, due_at from async_invocations"
                        + " where status = 'WAIT' and function_id > ? order by function_id, due_at limit 1",
                row -> new FunctionDue(row.getString(1), Instant.ofEpochMilli(row.getLong(2))),
                afterFunctionId);
    }

    /** A function of which something waits. */
    public record FunctionDue(String functionId, Instant due) {}

    /** How many wait or run, for each of up to {@code limit} functions. */
    public Map<String, Long> unfinished(View view, int limit) {
        var counts = new LinkedHashMap<String, Long>();
        for (var status : List.of("WAIT", "RUNNING")) {
            // Written out, so that the planner sees the condition of the index.
            view.all(
                            "select function_id, count(*) from async_invocations where status = '" + status
                                    + "' group by function_id limit ?",
                            row -> Map.entry(row.getString(1), row.getLong(2)),
                            limit,
                            limit)
                    .forEach(entry -> counts.merge(entry.getKey(), entry.getValue(), Long::sum));
        }
        return counts;
    }

    /** Removes up to {@code limit} that ended before {@code before}. */
    public int deleteEnded(Tx tx, Instant before, int limit) {
        return tx.change(
                "delete from async_invocations where request_id in (select request_id from async_invocations"
                        + " where ended_at > 0 and ended_at < ? order by ended_at limit ?)",
                before.toEpochMilli(),
                limit);
    }

    /** The time before which all but about the {@code keep} latest had ended; empty when there are no more. */
    public Optional<Instant> endedBeyond(View view, long keep) {
        return view.first(
                "select ended_at from async_invocations where ended_at > 0 order by ended_at desc limit 1 offset ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                keep);
    }

    /** Removes up to {@code limit} of a function that is gone. */
    public int deleteOf(Tx tx, String functionId, int limit) {
        return tx.change(
                "delete from async_invocations where request_id in (select request_id from async_invocations"
                        + " where function_id = ? and status <> 'RUNNING' limit ?)",
                functionId,
                limit);
    }

    private static String where(AsyncFilter filter, List<Object> arguments) {
        var sql = new StringBuilder(" from async_invocations where function_id = ? and accepted_at >= ?"
                + " and accepted_at < ? and qualifier = ?");
        arguments.add(filter.functionId());
        arguments.add(filter.from().toEpochMilli());
        arguments.add(filter.to().toEpochMilli());
        arguments.add(filter.qualifier());
        filter.requestId().ifPresent(requestId -> {
            sql.append(" and request_id = ?");
            arguments.add(requestId);
        });
        if (!filter.statuses().isEmpty()) {
            sql.append(filter.statuses().stream()
                    .map(status -> "'" + status.name() + "'")
                    .collect(Collectors.joining(", ", " and status in (", ")")));
        }
        return sql.toString();
    }

    private static QueuedEvent readQueued(ResultSet row) throws SQLException {
        return new QueuedEvent(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getBytes(5));
    }

    private static AsyncInvocation read(ResultSet row) throws SQLException {
        return new AsyncInvocation(
                row.getString(1),
                AsyncStatus.valueOf(row.getString(2)),
                row.getInt(3),
                Instant.ofEpochMilli(row.getLong(4)),
                time(row.getLong(5)),
                time(row.getLong(6)),
                row.getInt(7),
                row.getString(8));
    }

    private static @Nullable Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
