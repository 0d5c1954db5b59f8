package funcgraph.sinners.http;

/** Does nothing, and lets the sinners of other floors depend on it. */
public final class Innocent {}
