package funcgraph.sinners.engine.control;

/** What invoke must not see. */
public final class Innocent {}
