package funcgraph.server;

import funcgraph.domain.FunctionUrn;
import funcgraph.engine.trigger.Firing;
import funcgraph.store.Tx;
import java.util.concurrent.atomic.LongAdder;

/** Counts what triggers hand over. */
record CountedFiring(Firing firing, LongAdder fired) implements Firing {

    @Override
    public String fire(FunctionUrn urn, byte[] event) {
        var requestId = firing.fire(urn, event);
        fired.increment();
        return requestId;
    }

    @Override
    public Handover ready(FunctionUrn urn, byte[] event) {
        return new Counted(firing.ready(urn, event), fired);
    }

    private record Counted(Handover handover, LongAdder fired) implements Handover {

        @Override
        public String requestId() {
            return handover.requestId();
        }

        @Override
        public void write(Tx tx) {
            handover.write(tx);
        }

        @Override
        public void ended(boolean written) {
            handover.ended(written);
            if (written) {
                fired.increment();
            }
        }
    }
}
