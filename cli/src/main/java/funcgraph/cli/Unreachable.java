package funcgraph.cli;

/** No answer came: nothing listens there, the wait ended, or it is not known where to ask or as whom. */
public final class Unreachable extends RuntimeException {

    public Unreachable(String message) {
        super(message);
    }

    public Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
