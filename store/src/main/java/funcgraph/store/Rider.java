package funcgraph.store;

/**
 * What goes along with the first write of a piece of work, in its transaction and after its changes: so it is durable exactly
 * if they are, and costs no sync of its own.
 */
public interface Rider {

    /** Adds its own rows. Runs on the thread that writes; again, if the transaction is tried again. */
    void ride(Tx tx);

    /** The write is durable. On the thread of the work. */
    void landed();

    /** Whether one has been already: then it goes along no more. */
    boolean hasLanded();
}
