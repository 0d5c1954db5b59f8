package funcgraph.runtime.wire;

/** A worker sent something that is no frame: it is not spoken to again. */
public final class MalformedFrame extends Exception {

    public MalformedFrame(String what) {
        super(what);
    }
}
