package funcgraph.engine.iam;

/** By what a caller has shown who it is. */
public enum Proof {
    TOKEN,
    KEYS,
    /** These may not make further temporary keys, or a stolen pair could be renewed for ever. */
    TEMPORARY_KEYS
}
