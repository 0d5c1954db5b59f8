package funcgraph.http.exchange;

import funcgraph.contract.ErrorCode;

/** A request that fails before any use case is asked. The message is for the caller. */
public final class Rejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public Rejected(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
