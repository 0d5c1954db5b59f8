package funcgraph.store;

/**
 * How busy a store was since it was opened.
 *
 * @param waiting units of work that wait now: for SQLite's writer, or for a connection to PostgreSQL
 * @param readNanos what all reads took, waiting included
 * @param writeNanos what all writes took, waiting and the commit included
 * @param failures reads and writes that could not begin in time, or broke
 */
public record StoreLoad(int waiting, long reads, long readNanos, long writes, long writeNanos, long failures) {}
