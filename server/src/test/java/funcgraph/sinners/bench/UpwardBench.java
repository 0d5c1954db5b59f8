package funcgraph.sinners.bench;

import funcgraph.sinners.engine.Innocent;

/** Floor {@code bench} must not see {@code engine}. */
record UpwardBench(Innocent neighbour) {}
