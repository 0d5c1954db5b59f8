package funcgraph.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What triggers of type OBS have seen of their buckets; it goes with the trigger. */
public final class BucketWatchTable {

    /** Behind every place. */
    private static final String END = "z";

    /**
     * The right to list a bucket, until somebody else takes it.
     *
     * @param since what is older was there when the watch began
     * @param listed whether all of the bucket has been seen since then
     */
    public record Turn(long number, Instant since, boolean listed) {}

    /**
     * An object as it was seen last.
     *
     * @param place where its key stands, {@link #place}
     * @param state differs from another state of the same key
     */
    public record Seen(String place, String state) {}

    /** Stands for a key; places are in the order in which object stores list keys. */
    public static String place(String key) {
        return HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key that a place stands for. */
    public static String key(String place) {
        return new String(HexFormat.of().parseHex(place), StandardCharsets.UTF_8);
    }

    /** When a trigger's bucket may be listed next; empty when it never was. */
    public Optional<Instant> nextPoll(View view, String triggerId) {
        return view.first(
                "select next_poll from bucket_watches where trigger_id = ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                triggerId);
    }

    /**
     * Takes the turn, if it is time. A watch that is new, or has another scope now, begins without having seen anything.
     *
     * @param begins what is older than that is no news to a watch that begins now
     * @param until when the next turn may be taken, unless this one is renewed
     */
    public Optional<Turn> claim(Tx tx, String triggerId, String scope, Instant begins, Instant now, Instant until) {
        tx.change(
                "insert into bucket_watches (trigger_id, scope, since, listed, turn, next_poll) values (?, ?, ?, 0, 0, 0)"
                        + " on conflict (trigger_id) do nothing",
                triggerId,
                scope,
                begins.toEpochMilli());
        if (tx.change(
                        "update bucket_watches set scope = ?, since = ?, listed = 0, next_poll = 0"
                                + " where trigger_id = ? and scope <> ?",
                        scope,
                        begins.toEpochMilli(),
                        triggerId,
                        scope)
                == 1) {
            tx.change("delete from bucket_objects where trigger_id = ?", triggerId);
        }
        return tx.first(
                "update bucket_watches set turn = turn + 1, next_poll = ? where trigger_id = ? and next_poll <= ?"
                        + " returning turn, since, listed",
                row -> new Turn(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getInt(3) == 1),
                until.toEpochMilli(),
                triggerId,
                now.toEpochMilli());
    }

    /**
     * Keeps the turn; false when it is somebody else's now, whose findings count instead.
     *
     * @param listed whether all of the bucket has been seen
     */
    public boolean renew(Tx tx, String triggerId, Turn turn, Instant until, boolean listed) {
        return tx.change(
                        "update bucket_watches set next_poll = ?, listed = ? where trigger_id = ? and turn = ?",
                        until.toEpochMilli(),
                        listed ? 1 : 0,
                        triggerId,
                        turn.number())
                == 1;
    }

    /**
     * What was seen, in order.
     *
     * @param after {@code ""} for from the first place on
     * @param upTo the last place, {@code ""} for all that follow
     */
    public List<Seen> seen(View view, String triggerId, String after, String upTo, int limit) {
        return view.all(
                "select place, state from bucket_objects where trigger_id = ? and place > ? and place <= ?"
                        + " order by place limit ?",
                row -> new Seen(row.getString(1), row.getString(2)),
                limit,
                triggerId,
                after,
                upTo.isEmpty() ? END : upTo,
                limit);
    }

    public void put(Tx tx, String triggerId, Seen seen) {
        tx.change(
                "insert into bucket_objects (trigger_id, place, state) values (?, ?, ?)"
                        + " on conflict (trigger_id, place) do update set state = excluded.state",
                triggerId,
                seen.place(),
                seen.state());
    }

    public void remove(Tx tx, String triggerId, String place) {
        tx.change("delete from bucket_objects where trigger_id = ? and place = ?", triggerId, place);
    }
}
