package funcgraph.server.config;

/** Which network functions see. */
public enum SandboxNetwork {
    /** A loopback of their own. */
    ISOLATED,
    /** The machine's, its loopback included. */
    HOST
}
