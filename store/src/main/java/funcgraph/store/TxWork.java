package funcgraph.store;

import org.jspecify.annotations.Nullable;

/**
 * What is done in one transaction. It does nothing but SQL and arithmetic, because on SQLite every writer of the server
 * waits for it; and it may be run a second time, because PostgreSQL may refuse the first for a conflict with another.
 */
@FunctionalInterface
public interface TxWork<T extends @Nullable Object> {
    T run(Tx tx);
}
