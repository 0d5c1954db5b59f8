package funcgraph.sinners.server;

/** Does nothing, and lets the sinners of other floors depend on it. */
public final class Innocent {}
