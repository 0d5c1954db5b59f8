package funcgraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The database of the logs of functions: an SQLite of its own, so that what functions print never delays a change of
 * metadata. It is not synced at each commit ({@code synchronous=NORMAL}): what the server has written outlives the server,
 * but a power cut may take the last of it. Each node keeps the logs of the calls it ran.
 */
public final class LogStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);
    private static final int READERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final ReadSessions readers;
    /** Touched by the one thread that writes, and when that has ended, by the one that closes. */
    private @Nullable Session writer;

    private LogStore(Path file, Session writer) {
        this.file = file;
        this.writer = writer;
        this.readers = new ReadSessions(() -> open(file, true), READERS, PATIENCE);
    }

    /** Opens the database and brings its tables to this release's form. */
    public static LogStore open(Path database) {
        var file = database.toAbsolutePath();
        try {
            SqliteDatabase.makePrivate(file);
            SqliteLibrary.prepare(file.resolveSibling("native"));
            var writer = open(file, false);
            Migrations.runForLogs(writer);
            return new LogStore(file, writer);
        } catch (SQLException e) {
            throw new StoreFailed("the database " + file + " cannot be opened", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the database " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Runs {@code work} in a transaction. For one thread alone, and never two at a time.
     *
     * @throws StoreFailed when the database broke; nothing was written, and the next may go well
     */
    public synchronized <T extends @Nullable Object> T write(TxWork<T> work) {
        Session session = null;
        boolean written = false;
        try {
            session = session();
            session.run("begin immediate");
            T result = work.run(new Tx(session, new Dialect.Sqlite()));
            session.run("commit");
            written = true;
            return result;
        } catch (SQLException e) {
            throw new StoreFailed("a commit of logs failed", e);
        } finally {
            if (!written && session != null) {
                drop(session);
            }
        }
    }

    /** Reads what has been written. Throws {@link StoreUnavailable} when it could not begin in time. */
    public <T extends @Nullable Object> T read(ViewWork<T> work) {
        return readers.read(work);
    }

    @Override
    public synchronized void close() {
        try {
            readers.close();
        } catch (SQLException e) {
            LOG.warn("a reader of logs did not close: {}", e.getMessage());
        }
        if (writer != null) {
            drop(writer);
        }
    }

    private Session session() throws SQLException {
        Session present = writer;
        if (present == null) {
            present = open(file, false);
            writer = present;
        }
        return present;
    }

    /** A fresh connection forgets whatever state this one is in. */
    private void drop(Session session) {
        writer = null;
        try {
            session.close();
        } catch (SQLException e) {
            LOG.warn("the writer of logs did not close: {}", e.getMessage());
        }
    }

    private static Session open(Path file, boolean reader) throws SQLException {
        return SqliteDatabase.openSession(file, reader, SynchronousMode.NORMAL);
    }
}
