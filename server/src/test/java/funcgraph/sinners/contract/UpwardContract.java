package funcgraph.sinners.contract;

import funcgraph.sinners.domain.Innocent;

/** Floor {@code contract} must not see {@code domain}. */
record UpwardContract(Innocent neighbour) {}
