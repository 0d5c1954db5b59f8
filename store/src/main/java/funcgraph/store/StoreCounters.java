package funcgraph.store;

/**
 * What the store has done since it was opened.
 *
 * @param writes units of work that were run, refused ones included
 * @param commits transactions that made them durable; fewer than writes when several shared one
 */
public record StoreCounters(long writes, long commits) {}
