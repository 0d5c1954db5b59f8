package funcgraph.engine.async;

import funcgraph.engine.loop.Recurring;
import funcgraph.store.AsyncTable;
import funcgraph.store.NodeTable;
import funcgraph.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what nobody else does: invocations of nodes that are gone wait again, those that were cancelled on another
 * node end, those that have ended long ago are removed, and the counts are put right. Always a few rows at a time.
 */
public final class AsyncSweepLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncSweepLoop.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration REMOVE_EVERY = Duration.ofSeconds(5);
    private static final Duration COUNT_EVERY = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 500;
    private static final int MOST_FUNCTIONS = 100_000;
    /** Of one kind in one tick, so that requests are never long behind. */
    private static final int MOST_STEPS = 100;

    private final Store store;
    private final AsyncTable table;
    private final NodeTable nodes;
    private final Runner runner;
    private final Backlog backlog;
    private final AsyncSettings settings;
    private final Clock clock;
    private final String node;
    private final Recurring loop = new Recurring("async-sweep", TICK, PATIENCE, this::round);
    private Instant removeAt = Instant.MIN;
    private Instant countAt = Instant.MIN;

    public AsyncSweepLoop(
            Store store,
            AsyncTable table,
            NodeTable nodes,
            Runner runner,
            Backlog backlog,
            AsyncSettings settings,
            Clock clock,
            String node) {
        this.store = store;
        this.table = table;
        this.nodes = nodes;
        this.runner = runner;
        this.backlog = backlog;
        this.settings = settings;
        this.clock = clock;
        this.node = node;
    }

    /** Counts what is there, and gives back what an earlier run has left when nobody else can have the store. */
    public void start() {
        if (!store.isShared()) {
            store.write(tx -> {
                nodes.declareDeadAllBut(tx, node);
                return null;
            });
        }
        recover();
        count();
        loop.startAfter(TICK);
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration round() {
        recover();
        store.read(view -> table.cancelledOn(view, node, AT_ONCE)).forEach(runner::cancel);
        if (!clock.instant().isBefore(removeAt)) {
            removeEnded();
            removeAt = clock.instant().plus(REMOVE_EVERY);
        }
        if (!clock.instant().isBefore(countAt)) {
            count();
        }
        return TICK;
    }

    /** A node that is gone is forgotten in the transaction that finds nothing more of it. */
    private void recover() {
        var now = clock.instant();
        for (var dead : store.read(view -> nodes.dead(view, now, AT_ONCE))) {
            if (dead.equals(node)) {
                continue; // late with its lease after a pause, and yet here: what it runs still runs
            }
            int given = 0;
            int step;
            do {
                step = store.write(tx -> {
                    int changed = table.giveBackAll(tx, dead, now, AT_ONCE);
                    if (changed == 0) {
                        nodes.delete(tx, dead);
                    }
                    return changed;
                });
                given += step;
            } while (step > 0);
            LOG.info("{} asynchronous invocations of a node that is gone wait again", given);
        }
    }

    private void removeEnded() {
        var tooOld = clock.instant().minus(settings.keepEnded());
        var tooMany = store.read(view -> table.endedBeyond(view, settings.keepEndedRows()));
        var before = tooMany.filter(time -> time.isAfter(tooOld)).orElse(tooOld);
        int steps = 0;
        while (store.write(tx -> table.deleteEnded(tx, before, AT_ONCE)) == AT_ONCE && ++steps < MOST_STEPS) {
            if (loop.isClosed()) {
                return;
            }
        }
    }

    private void count() {
        backlog.set(store.read(view -> table.unfinished(view, MOST_FUNCTIONS)));
        countAt = clock.instant().plus(COUNT_EVERY);
    }
}
