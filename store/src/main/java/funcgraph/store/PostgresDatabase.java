package funcgraph.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, shared by any number of nodes. Each write is a transaction of its own at READ COMMITTED: whoever changes
 * a row has locked it first, and what a row says about others (a project's usage) is itself a locked row.
 */
final class PostgresDatabase implements Database {

    private static final int MOST_TRIES = 5;
    private static final long LONGEST_PAUSE_NS = Duration.ofMillis(20).toNanos();

    private final HikariDataSource pool;
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();

    private PostgresDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    static PostgresDatabase open(StoreSettings settings) {
        var pool = connected(settings);
        try (var session = Session.over(pool.getConnection())) {
            Migrations.run(session, new Dialect.Postgres());
            return new PostgresDatabase(pool);
        } catch (SQLException e) {
            pool.close();
            throw new StoreFailed("the tables cannot be made", e);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource connected(StoreSettings settings) {
        try {
            return new HikariDataSource(poolConfig(settings));
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreFailed("the database of " + settings + " cannot be reached: " + e.getMessage());
        }
    }

    @Override
    public <T extends @Nullable Object> T write(TxWork<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (var session = borrow()) {
                return inTransaction(session, work);
            } catch (StoreFailed e) {
                if (attempt == MOST_TRIES || !isConflict(e)) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NS));
            } catch (SQLException e) {
                throw new StoreFailed("a transaction failed", e);
            }
        }
    }

    @Override
    public <T extends @Nullable Object> T read(ViewWork<T> work) {
        try (var session = borrow()) {
            return work.run(new View(session, new Dialect.Postgres()));
        } catch (SQLException e) {
            throw new StoreFailed("a read failed", e);
        }
    }

    @Override
    public StoreCounters counters() {
        return new StoreCounters(writes.get(), commits.get());
    }

    @Override
    public int waiting() {
        var state = pool.getHikariPoolMXBean();
        return state == null ? 0 : state.getThreadsAwaitingConnection();
    }

    @Override
    public void close() {
        pool.close();
    }

    private static HikariConfig poolConfig(StoreSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(settings.writeConnections());
        config.setMinimumIdle(Math.min(2, settings.writeConnections()));
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        long patienceMs = settings.patience().toMillis();
        // A database that is set to acknowledge before its log is on disk is put right: durable is what we promise.
        config.setConnectionInitSql("select set_config('lock_timeout', '" + patienceMs + "', false), "
                + "set_config('statement_timeout', '" + patienceMs + "', false), "
                + "set_config('synchronous_commit', case when current_setting('synchronous_commit') = 'off' then 'on' "
                + "else current_setting('synchronous_commit') end, false)");
        return config;
    }

    private Session borrow() throws SQLException {
        try {
            return Session.over(pool.getConnection());
        } catch (SQLTransientConnectionException e) {
            throw new StoreUnavailable("no connection to the database: " + e.getMessage());
        } catch (SQLException e) {
            if (pool.isClosed()) {
                throw new StoreUnavailable("the store is closed");
            }
            throw e;
        }
    }

    private <T extends @Nullable Object> T inTransaction(Session session, TxWork<T> work) throws SQLException {
        var connection = session.connection();
        writes.incrementAndGet();
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            var result = work.run(new Tx(session, new Dialect.Postgres()));
            commit(connection);
            committed = true;
            return result;
        } finally {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private void commit(Connection connection) {
        try {
            connection.commit();
            commits.incrementAndGet();
        } catch (SQLException e) {
            throw new StoreFailed("a commit failed", e);
        }
    }

    /** Serialization failure and deadlock: the database has undone one of two transactions, so that one may try again. */
    private static boolean isConflict(StoreFailed failure) {
        return failure.sqlState().equals("40001") || failure.sqlState().equals("40P01");
    }
}
