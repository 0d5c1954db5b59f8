package funcgraph.store;

import java.time.Instant;
import java.util.List;

/** Nodes that run asynchronous invocations. One that has not said for too long that it is alive has lost them. */
public final class NodeTable {

    /** Says that a node is alive until then. */
    public void renew(Tx tx, String node, Instant until) {
        tx.change(
                "insert into async_nodes (node, alive_until) values (?, ?)"
                        + " on conflict (node) do update set alive_until = excluded.alive_until",
                node,
                until.toEpochMilli());
    }

    /** Those that are not alive any more, up to {@code limit}. */
    public List<String> dead(View view, Instant now, int limit) {
        return view.all(
                "select node from async_nodes where alive_until < ? limit ?",
                row -> row.getString(1),
                limit,
                now.toEpochMilli(),
                limit);
    }

    /** For a database that only one node can have open: whoever else is in it is gone. */
    public void declareDeadAllBut(Tx tx, String node) {
        tx.change("update async_nodes set alive_until = 0 where node <> ?", node);
    }

    public void delete(Tx tx, String node) {
        tx.change("delete from async_nodes where node = ?", node);
    }
}
