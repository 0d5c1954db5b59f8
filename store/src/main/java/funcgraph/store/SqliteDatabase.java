package funcgraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in WAL mode: readers never wait for the writer, and the writer, of which there is one, syncs the log at every
 * commit ({@code synchronous=FULL}; with NORMAL a power cut takes acknowledged changes away).
 */
final class SqliteDatabase implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);
    private static final int BUSY_TIMEOUT_MS = 5000;
    /** The log is written in place again after a checkpoint; this cuts it down after an unusual flood. */
    private static final int LARGEST_IDLE_LOG_BYTES = 64 * 1024 * 1024;

    private final GroupCommit writer;
    private final ReadSessions readers;

    private SqliteDatabase(GroupCommit writer, ReadSessions readers) {
        this.writer = writer;
        this.readers = readers;
    }

    static SqliteDatabase open(StoreSettings settings) {
        var file = settings.sqliteFile().toAbsolutePath();
        try {
            makePrivate(file);
            SqliteLibrary.prepare(file.resolveSibling("native"));
            var first = openSession(file, false);
            Migrations.run(first, new Dialect.Sqlite());
            var writer =
                    new GroupCommit(() -> openSession(file, false), first, settings.writeQueue(), settings.patience());
            var readers =
                    new ReadSessions(() -> openSession(file, true), settings.readConnections(), settings.patience());
            writer.start();
            return new SqliteDatabase(writer, readers);
        } catch (SQLException e) {
            throw new StoreFailed("the database " + file + " cannot be opened", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the database " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public <T extends @Nullable Object> T write(TxWork<T> work) {
        return writer.write(work);
    }

    @Override
    public <T extends @Nullable Object> T read(ViewWork<T> work) {
        return readers.read(work);
    }

    @Override
    public StoreCounters counters() {
        return writer.counters();
    }

    @Override
    public int waiting() {
        return writer.waiting();
    }

    @Override
    public void close() {
        try {
            readers.close();
        } catch (SQLException e) {
            LOG.warn("a reader did not close: {}", e.getMessage());
        }
        writer.close();
    }

    /** The rows hold user data: the file is its owner's, and SQLite gives its companions the same mode. */
    static void makePrivate(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    static Session openSession(Path file, boolean reader) throws SQLException {
        return openSession(file, reader, SQLiteConfig.SynchronousMode.FULL);
    }

    static Session openSession(Path file, boolean reader, SQLiteConfig.SynchronousMode synchronous)
            throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synchronous);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setJournalSizeLimit(LARGEST_IDLE_LOG_BYTES);
        config.enforceForeignKeys(true);
        var source = new SQLiteDataSource(config);
        source.setUrl(StoreSettings.SQLITE + file);
        var session = Session.keepingStatements(source.getConnection());
        if (reader) {
            session.run("pragma query_only = on");
        }
        return session;
    }
}
