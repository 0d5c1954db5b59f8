package funcgraph.contract;

/** Sizes that the wire fixes (functiongraph-api 5.1, 5.2). */
public final class Limits {

    /** Largest event of a synchronous call, and largest result, in bytes. */
    public static final int EVENT_BYTES = 6 * 1024 * 1024;

    /** Largest event of an asynchronous call, in bytes. */
    public static final int ASYNC_EVENT_BYTES = 256 * 1024;

    /** Largest log tail of one call, in bytes before base64. */
    public static final int LOG_TAIL_BYTES = 4096;

    /** Largest body that is not code, in bytes: the gateway's limit for signed bodies. */
    public static final int BODY_BYTES = 12 * 1024 * 1024;

    /** Largest page of a list. */
    public static final int PAGE_ITEMS = 400;

    /** Deepest nesting of a JSON body. */
    public static final int JSON_DEPTH = 64;

    private Limits() {}
}
