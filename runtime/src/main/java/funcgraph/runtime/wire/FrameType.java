package funcgraph.runtime.wire;

import java.util.Optional;

/** What a frame says; the byte on the wire is the contract with the bootstraps (docs/worker-protocol.md). */
public enum FrameType {
    /** Worker: here I am, with the secret I was started with. */
    HELLO(1),
    /** Worker: code loaded, initializer run. */
    READY(2),
    /** Worker: the code does not load, or its initializer failed. */
    INIT_FAILED(3),
    /** Worker: what the handler returned. */
    RESULT(4),
    /** Worker: the handler failed. */
    ERROR(5),
    /** Worker: code loaded, the initializer begins. Only when there is one: it has a time limit of its own. */
    LOADED(6),
    /** Worker: the answer comes in pieces; this is what goes before the first. */
    OPENED(7),
    /** Worker: a piece of an answer. */
    PIECE(8),
    /** Server: become this function. */
    INIT(16),
    /** Server: run the handler. */
    CALL(17),
    /** Server: no more calls will come; run the pre-stop handler and exit with status 0. */
    STOP(18),
    /** Server: the caller has taken so much of the pieces. */
    TAKEN(19),
    /** Server: nobody wants the rest of the pieces. */
    CANCEL(20);

    private static final FrameType[] BY_CODE = new FrameType[32];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final byte code;

    FrameType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<FrameType> of(byte code) {
        return code >= 0 && code < BY_CODE.length ? Optional.ofNullable(BY_CODE[code]) : Optional.empty();
    }
}
