package funcgraph.sinners.http;

import funcgraph.sinners.store.Innocent;

/** Floor {@code http} must not see {@code store}. */
record UpwardHttp(Innocent neighbour) {}
