package funcgraph.server;

/** The server cannot start, for a reason that the user can do something about; the message is for the user. */
public final class StartFailed extends RuntimeException {

    public StartFailed(String message) {
        super(message);
    }

    public StartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
