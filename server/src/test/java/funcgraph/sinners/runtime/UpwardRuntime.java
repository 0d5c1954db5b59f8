package funcgraph.sinners.runtime;

import funcgraph.sinners.store.Innocent;

/** Floor {@code runtime} must not see {@code store}. */
record UpwardRuntime(Innocent neighbour) {}
