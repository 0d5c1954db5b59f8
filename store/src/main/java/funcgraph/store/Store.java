package funcgraph.store;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The database: transactions and reads. Calls block, for a bounded time, and belong on virtual threads.
 *
 * <p>Nothing is remembered here between two calls, so any number of nodes may share one PostgreSQL.
 */
public final class Store implements AutoCloseable {

    private static final ScopedValue<Rider> RIDER = ScopedValue.newInstance();

    private final Database database;
    private final LongAdder reads = new LongAdder();
    private final LongAdder readNanos = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();
    private final LongAdder failures = new LongAdder();

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
        long began = System.nanoTime();
        try {
            return RIDER.isBound() ? ridden(work) : database.write(work);
        } catch (StoreFailed | StoreUnavailable e) {
            failures.increment();
            throw e;
        } finally {
            writes.increment();
            writeNanos.add(System.nanoTime() - began);
        }
    }

    private <T extends @Nullable Object> T ridden(TxWork<T> work) {
        var rider = RIDER.get();
        if (rider.hasLanded()) {
            return database.write(work);
        }
        T result = database.write(tx -> {
            T done = work.run(tx);
            rider.ride(tx);
            return done;
        });
        rider.landed();
        return result;
    }

    /**
     * Runs {@code work}, on whose first write the rider goes along.
     *
     * @throws RuntimeException that {@code work} throws
     */
    public static <T> T riding(Rider rider, Supplier<T> work) {
        return ScopedValue.where(RIDER, rider).call(work::get);
    }

    /**
     * Reads. Every write that was acknowledged before is seen.
     *
     * @throws StoreUnavailable when it could not begin in time
     * @throws StoreFailed when the database broke
     */
    public <T extends @Nullable Object> T read(ViewWork<T> work) {
        long began = System.nanoTime();
        try {
            return database.read(work);
        } catch (StoreFailed | StoreUnavailable e) {
            failures.increment();
            throw e;
        } finally {
            reads.increment();
            readNanos.add(System.nanoTime() - began);
        }
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

    /** How busy it was since it was opened, and is now. */
    public StoreLoad load() {
        return new StoreLoad(
                database.waiting(), reads.sum(), readNanos.sum(), writes.sum(), writeNanos.sum(), failures.sum());
    }

    /**
     * Asks the database for nothing, which it can answer only when it works.
     *
     * @throws StoreUnavailable when it could not begin in time
     * @throws StoreFailed when the database broke
     */
    public void ping() {
        read(view -> view.first("select 1", row -> row.getInt(1)));
    }

    /** Finishes what has begun, and what waits, then lets go of the database. */
    @Override
    public void close() {
        database.close();
    }
}
