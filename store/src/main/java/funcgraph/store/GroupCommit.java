package funcgraph.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of SQLite. A commit costs an fsync however much it holds, so the thread takes all work that waits into
 * one transaction, each unit in a savepoint of its own, commits, and only then tells the callers. A caller is told
 * nothing earlier, not even a refusal: it may rest on a unit of the same transaction that is not durable yet.
 */
final class GroupCommit implements AutoCloseable {

    /** Opens the writer's session, at start and again after a commit failed. */
    @FunctionalInterface
    interface Opening {
        Session open() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    /** So that one commit's callers do not wait for the work of thousands. */
    private static final int LARGEST_GROUP = 256;

    private static final long IDLE_TICK_MS = 200;

    private final Opening opening;
    private final Duration patience;
    private final BlockingQueue<PendingWrite<?>> waiting;
    private final Thread thread;
    private volatile boolean closed;
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    /** Touched by the writer thread alone once it runs. */
    private @Nullable Session session;

    GroupCommit(Opening opening, Session first, int capacity, Duration patience) {
        this.opening = opening;
        this.session = first;
        this.patience = patience;
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::serve);
    }

    void start() {
        thread.start();
    }

    <T extends @Nullable Object> T write(TxWork<T> work) {
        var pending = new PendingWrite<>(work);
        enqueue(pending);
        return pending.await(patience);
    }

    StoreCounters counters() {
        return new StoreCounters(writes.get(), commits.get());
    }

    int waiting() {
        return waiting.size();
    }

    /** Ends after the work that is already waiting. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(patience)) {
                LOG.warn("the store's writer did not end within {}", patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(PendingWrite<?> pending) {
        try {
            if (closed || !waiting.offer(pending, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreUnavailable(closed ? "the store is closed" : "too many writes are waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted before a write began");
        }
    }

    private void serve() {
        try {
            while (!closed || !waiting.isEmpty()) {
                var first = waiting.poll(IDLE_TICK_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    commitGroup(first);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("the store's writer was interrupted; it takes no more work");
        } finally {
            closed = true;
            for (var late = waiting.poll(); late != null; late = waiting.poll()) {
                late.fail(new StoreUnavailable("the store is closed"));
            }
            dropSession();
        }
    }

    private void commitGroup(PendingWrite<?> first) {
        var group = new ArrayList<PendingWrite<?>>();
        try {
            var current = session();
            current.run("begin immediate");
            var tx = new Tx(current, new Dialect.Sqlite());
            for (var next = first; next != null; next = group.size() < LARGEST_GROUP ? waiting.poll() : null) {
                if (next.begin()) {
                    group.add(next);
                    runUnit(current, tx, next);
                }
            }
            current.run("commit");
            commits.incrementAndGet();
            group.forEach(PendingWrite::publish);
        } catch (SQLException e) {
            failGroup(first, group, new StoreFailed("a commit failed", e));
        }
    }

    private void runUnit(Session current, Tx tx, PendingWrite<?> unit) throws SQLException {
        writes.incrementAndGet();
        current.run("savepoint unit");
        if (!unit.run(tx)) {
            undo(current, unit);
        }
        current.run("release unit");
    }

    /** When the disk is full SQLite rolls back the whole transaction by itself, and there is no savepoint any more. */
    private static void undo(Session current, PendingWrite<?> unit) throws SQLException {
        try {
            current.run("rollback to unit");
        } catch (SQLException e) {
            throw unit.databaseFailure().orElse(e);
        }
    }

    /** Nothing of the group is durable for sure. A fresh connection forgets whatever state the failed one is in. */
    private void failGroup(PendingWrite<?> first, List<PendingWrite<?>> group, StoreFailed why) {
        LOG.error("a group of {} writes failed", group.size(), why);
        dropSession();
        if (group.isEmpty() && first.begin()) {
            first.fail(why);
        }
        group.forEach(unit -> unit.fail(why));
    }

    private Session session() throws SQLException {
        var current = session;
        if (current == null) {
            current = opening.open();
            session = current;
        }
        return current;
    }

    private void dropSession() {
        var dropped = session;
        session = null;
        if (dropped != null) {
            try {
                dropped.close();
            } catch (SQLException e) {
                LOG.warn("the store's writer could not close its connection: {}", e.getMessage());
            }
        }
    }
}
