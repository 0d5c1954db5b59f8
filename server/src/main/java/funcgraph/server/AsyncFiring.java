package funcgraph.server;

import funcgraph.domain.FunctionUrn;
import funcgraph.engine.async.AsyncInvocations;
import funcgraph.engine.trigger.Firing;
import funcgraph.store.Tx;

/** What triggers fire is an asynchronous invocation. */
record AsyncFiring(AsyncInvocations invocations) implements Firing {

    @Override
    public String fire(FunctionUrn urn, byte[] event) {
        return invocations.accept(urn, event);
    }

    @Override
    public Handover ready(FunctionUrn urn, byte[] event) {
        return new Accepting(invocations.ready(urn, event));
    }

    private record Accepting(AsyncInvocations.Acceptance acceptance) implements Handover {

        @Override
        public String requestId() {
            return acceptance.requestId();
        }

        @Override
        public void write(Tx tx) {
            acceptance.write(tx);
        }

        @Override
        public void ended(boolean written) {
            acceptance.ended(written);
        }
    }
}
