package funcgraph.engine.async;

import funcgraph.store.NodeTable;
import funcgraph.store.Store;
import java.time.Duration;
import java.time.Instant;

/**
 * This node's word that it is alive. While it is kept, what the node has taken is its own; after that other nodes give it
 * back. One thread.
 */
final class Lease {

    /** How long a node is taken for alive that says nothing more. */
    static final Duration LENGTH = Duration.ofSeconds(30);

    private static final Duration RENEW_EVERY = Duration.ofSeconds(5);

    private final Store store;
    private final NodeTable nodes;
    private final String node;
    private Instant aliveUntil = Instant.MIN;
    private Instant renewAt = Instant.MIN;

    Lease(Store store, NodeTable nodes, String node) {
        this.store = store;
        this.nodes = nodes;
        this.node = node;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(renewAt);
    }

    boolean isOver(Instant now) {
        return now.isAfter(aliveUntil);
    }

    void renewIfDue(Instant now) {
        if (isDue(now)) {
            store.write(tx -> {
                nodes.renew(tx, node, now.plus(LENGTH));
                return null;
            });
            aliveUntil = now.plus(LENGTH);
            renewAt = now.plus(RENEW_EVERY);
        }
    }
}
