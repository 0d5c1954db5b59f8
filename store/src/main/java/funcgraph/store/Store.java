package funcgraph.store;

import org.jspecify.annotations.Nullable;

/**
 * The database: transactions and reads. Calls block, for a bounded time, and belong on virtual threads.
 *
 * <p>Nothing is remembered here between two calls, so any number of nodes may share one PostgreSQL.
 */
public final class Store implements AutoCloseable {

    private final Database database;

    private Store(Database database) {
        this.database = database;
    }

    /** Opens the database and brings its tables to this release's form. */
    public static Store open(StoreSettings settings) {
        return new Store(settings.isSqlite() ? SqliteDatabase.open(settings) : PostgresDatabase.open(settings));
    }

    /**
     * Runs {@code work} in a transaction and returns its result once the change is durable. Whatever {@code work}
     * throws comes out as it is, and its changes, and only those, are undone.
     *
     * @throws StoreUnavailable when it could not begin in time; nothing was done
     * @throws StoreFailed when the database broke; whether the change is there is not known
     */
    public <T extends @Nullable Object> T write(TxWork<T> work) {
        return database.write(work);
    }

    /**
     * Reads. Every write that was acknowledged before is seen.
     *
     * @throws StoreUnavailable when it could not begin in time
     * @throws StoreFailed when the database broke
     */
    public <T extends @Nullable Object> T read(ViewWork<T> work) {
        return database.read(work);
    }

    /** Whether other nodes may have it open at the same time. */
    public boolean isShared() {
        return switch (database) {
            case SqliteDatabase ignored -> false;
            case PostgresDatabase ignored -> true;
        };
    }

    public StoreCounters counters() {
        return database.counters();
    }

    /** Finishes what has begun, and what waits, then lets go of the database. */
    @Override
    public void close() {
        database.close();
    }
}
