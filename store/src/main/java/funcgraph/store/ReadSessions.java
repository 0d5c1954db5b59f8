package funcgraph.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** SQLite's readers, opened when first needed. The one used last is used next: its pages are in its cache. */
final class ReadSessions implements AutoCloseable {

    private final GroupCommit.Opening opening;
    private final Duration patience;
    private final int most;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReadSessions(GroupCommit.Opening opening, int most, Duration patience) {
        this.opening = opening;
        this.patience = patience;
        this.most = most;
        this.free = new Semaphore(most);
    }

    <T extends @Nullable Object> T read(ViewWork<T> work) {
        acquire();
        try {
            var session = idle.pollFirst();
            if (session == null) {
                session = opening.open();
            }
            return readWith(session, work);
        } catch (SQLException e) {
            throw new StoreFailed("a reader could not be opened or closed", e);
        } finally {
            free.release();
        }
    }

    /** Waits for reads that run, then closes their connections. */
    @Override
    public void close() throws SQLException {
        closed = true;
        try {
            if (free.tryAcquire(most, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                free.release(most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            session.close();
        }
    }

    private void acquire() {
        try {
            if (closed || !free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreUnavailable(closed ? "the store is closed" : "too many reads are waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted before a read began");
        }
    }

    /** A session goes back unless the database failed on it, or the store was closed meanwhile. */
    private <T extends @Nullable Object> T readWith(Session session, ViewWork<T> work) throws SQLException {
        boolean sound = true;
        try {
            return work.run(new View(session, new Dialect.Sqlite()));
        } catch (StoreFailed e) {
            sound = false;
            throw e;
        } finally {
            if (sound && !closed) {
                idle.addFirst(session);
            } else {
                session.close();
            }
        }
    }
}
