package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;

/** A worker could not be had. It carries the outcome that the call gets for it, and has no stack: it is no surprise. */
public final class NoWorker extends RuntimeException {

    private final transient InvokeOutcome outcome;

    public NoWorker(InvokeOutcome outcome) {
        super(outcome.getClass().getSimpleName(), null, false, false);
        this.outcome = outcome;
    }

    public InvokeOutcome outcome() {
        return outcome;
    }
}
