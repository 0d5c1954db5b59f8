package funcgraph.store;

import org.jspecify.annotations.Nullable;

/** One of the two databases: how a transaction becomes durable differs, what is said in it does not. */
sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {

    <T extends @Nullable Object> T write(TxWork<T> work);

    <T extends @Nullable Object> T read(ViewWork<T> work);

    StoreCounters counters();

    /** Units of work that wait. */
    int waiting();

    @Override
    void close();
}
