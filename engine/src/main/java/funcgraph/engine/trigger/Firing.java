package funcgraph.engine.trigger;

import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Refused;
import funcgraph.store.Tx;

/** Where triggers hand over: an asynchronous invocation like any other. */
public interface Firing {

    /**
     * Accepts an event for a function; on disk when this returns.
     *
     * @return the id of the invocation
     * @throws Refused when it cannot be accepted
     */
    String fire(FunctionUrn urn, byte[] event);

    /**
     * Makes ready to accept an event in a transaction of the caller's.
     *
     * @throws Refused when it cannot be accepted
     */
    Handover ready(FunctionUrn urn, byte[] event);

    /** An event on its way. {@link #ended} is called once, whatever happens. */
    interface Handover {

        /** The id of the invocation it becomes. */
        String requestId();

        /** Writes it down; may be called again when the transaction is run again. */
        void write(Tx tx);

        /** The transaction is over, and the event is on disk or nowhere. */
        void ended(boolean written);
    }
}
