package funcgraph.sinners.engine;

import funcgraph.sinners.http.Innocent;

/** Floor {@code engine} must not see {@code http}. */
record UpwardEngine(Innocent neighbour) {}
