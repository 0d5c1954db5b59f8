package funcgraph.domain;

/** Where an asynchronous invocation is (functiongraph-api 2.7). Kept and answered under these names. */
public enum AsyncStatus {
    /** On disk, and not begun or to be tried again. */
    WAIT,
    /** A node has taken it. */
    RUNNING,
    SUCCESS,
    /** The function failed and is not tried again, or somebody cancelled it. */
    FAIL,
    /** It could not be run before it was too old. */
    DISCARD;

    /** Whether nothing will happen to it any more. */
    public boolean isFinal() {
        return switch (this) {
            case WAIT, RUNNING -> false;
            case SUCCESS, FAIL, DISCARD -> true;
        };
    }
}
