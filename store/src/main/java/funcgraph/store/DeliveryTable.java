package funcgraph.store;

import funcgraph.domain.AsyncDestination;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Outcomes that are still to be told. Who takes one has it for a time; if it is still there afterwards, it is due again. */
public final class DeliveryTable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String CLAIM_BEGIN = """
            update async_deliveries set attempts = attempts + 1, due_at = ?
            where id in (select id from async_deliveries where place = ? and due_at <= ?
            order by due_at limit ?""";

    private static final String CLAIM_END = ") returning id, function_id, destination, message, attempts, place";

    /**
     * One outcome and where it is to be told.
     *
     * @param functionId of the function whose outcome it is
     * @param attempts this one included
     * @param place the same of all that go to one destination
     */
    public record Row(
            String id, String functionId, AsyncDestination destination, byte[] message, int attempts, String place) {}

    public void insert(Tx tx, String id, String functionId, AsyncDestination destination, byte[] message, Instant now) {
        tx.change(
                "insert into async_deliveries (id, function_id, destination, place, message, attempts, due_at)"
                        + " values (?, ?, ?, ?, ?, 0, ?) on conflict (id) do nothing",
                id,
                functionId,
                MAPPER.writeValueAsString(destination),
                place(destination),
                message,
                now.toEpochMilli());
    }

    /** Whether there is anything to take: a look that costs no transaction. */
    public boolean anyDue(View view, Instant now) {
        return view.first(
                        "select 1 from async_deliveries where due_at <= ? limit 1",
                        row -> row.getInt(1),
                        now.toEpochMilli())
                .isPresent();
    }

    /**
     * The first place behind another one, in an order that stays the same, for which something waits, and when the first of
     * it is due. One step in an index, whatever waits there.
     *
     * @param behind empty for the first of all
     */
    public Optional<Waiting> nextWaiting(View view, String behind) {
        return view.first(
                "select place, due_at from async_deliveries where place > ? order by place, due_at limit 1",
                row -> new Waiting(row.getString(1), Instant.ofEpochMilli(row.getLong(2))),
                behind);
    }

    /** A place for which something waits, and since when or until when. */
    public record Waiting(String place, Instant due) {}

    /** Takes up to {@code limit} of a place that are due, until {@code until}. */
    public List<Row> claim(Tx tx, String place, Instant now, Instant until, int limit) {
        return tx.all(
                CLAIM_BEGIN + tx.dialect().skipLocked() + CLAIM_END,
                DeliveryTable::read,
                limit,
                until.toEpochMilli(),
                place,
                now.toEpochMilli(),
                limit);
    }

    /** When the first is due of those behind the {@code keep} that are due soonest; empty when there are no more. */
    public Optional<Instant> dueBeyond(View view, long keep) {
        return view.first(
                "select due_at from async_deliveries order by due_at limit 1 offset ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                keep);
    }

    /** Removes up to {@code limit} that are due at {@code from} or later, the latest first. */
    public int deleteDueFrom(Tx tx, Instant from, int limit) {
        return tx.change(
                "delete from async_deliveries where id in (select id from async_deliveries"
                        + " where due_at >= ? order by due_at desc limit ?)",
                from.toEpochMilli(),
                limit);
    }

    public void delete(Tx tx, String id) {
        tx.change("delete from async_deliveries where id = ?", id);
    }

    public void retryAt(Tx tx, String id, Instant due) {
        tx.change("update async_deliveries set due_at = ? where id = ?", due.toEpochMilli(), id);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                MAPPER.readValue(row.getString(3), AsyncDestination.class),
                row.getBytes(4),
                row.getInt(5),
                row.getString(6));
    }

    /** What is sent there counts for nothing: whoever is slow is so for all of it. */
    public static String place(AsyncDestination destination) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var where = destination.kind().wireName() + "\0" + destination.target();
            return HexFormat.of().formatHex(digest.digest(where.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
