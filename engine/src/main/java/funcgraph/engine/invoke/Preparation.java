package funcgraph.engine.invoke;

import funcgraph.domain.Function;

/**
 * Makes a function ready before somebody calls it: its head is read and its code laid in the background when it is new or
 * has new code, so that its first call waits for a worker alone. Only as long as there is room, since what nobody may ever
 * call must not push out what is called.
 */
public final class Preparation {

    private final Heads heads;
    private final CodeTrees trees;
    private final Hop hop;

    public Preparation(Heads heads, CodeTrees trees, Hop hop) {
        this.heads = heads;
        this.trees = trees;
        this.hop = hop;
    }

    /** Begins, for a function whose code is new. Any thread; does not wait. What goes wrong, the first call meets again. */
    void begin(Function function) {
        trees.prepareAhead(function.code());
        if (heads.hasRoom()) {
            hop.off(() -> heads.load(function.key()));
        }
    }
}
