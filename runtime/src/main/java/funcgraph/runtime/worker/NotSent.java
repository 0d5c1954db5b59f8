package funcgraph.runtime.worker;

/** The worker was gone before it was given the call, which may therefore safely go to another one. */
public final class NotSent extends RuntimeException {

    NotSent() {
        super("the worker was gone before the call", null, false, false);
    }
}
