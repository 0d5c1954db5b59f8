package funcgraph.runtime.pool;

/**
 * A pool at one moment. Leases out are never more than the places of the workers alive, and after a close all are zero.
 *
 * @param workersAlive processes started and not yet reaped, generic ones included
 * @param generic those that wait without code
 * @param leasesOut places of workers in somebody's hands
 * @param waiting calls that wait for a worker
 * @param crews revisions that have workers or calls
 */
public record PoolStats(int workersAlive, int generic, int leasesOut, int waiting, int crews) {}
