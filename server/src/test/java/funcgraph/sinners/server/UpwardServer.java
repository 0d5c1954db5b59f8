package funcgraph.sinners.server;

import funcgraph.sinners.bench.Innocent;

/** Floor {@code server} must not see {@code bench}. */
record UpwardServer(Innocent neighbour) {}
