package funcgraph.engine.invoke;

/**
 * How a call came to its worker.
 *
 * @param admissionNanos until it was admitted; -1 when it was not
 * @param workerNanos from then until it had a worker, its start included; -1 when it got none
 * @param concurrency calls of the function that ran when it was admitted, itself included; 0 when it was not
 */
public record Stages(long admissionNanos, long workerNanos, int concurrency) {

    /** Of a call that got nowhere. */
    public static final Stages NONE = new Stages(-1, -1, 0);
}
