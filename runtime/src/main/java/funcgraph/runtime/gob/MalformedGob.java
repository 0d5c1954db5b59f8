package funcgraph.runtime.gob;

/** The other side sent something that is no answer: it is not spoken to again. */
public final class MalformedGob extends Exception {

    public MalformedGob(String what) {
        super(what);
    }
}
