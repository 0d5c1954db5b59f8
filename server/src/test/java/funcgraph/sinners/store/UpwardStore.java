package funcgraph.sinners.store;

import funcgraph.sinners.runtime.Innocent;

/** Floor {@code store} must not see {@code runtime}. */
record UpwardStore(Innocent neighbour) {}
