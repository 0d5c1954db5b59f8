package funcgraph.sinners.domain;

import funcgraph.sinners.contract.Innocent;

/** Floor {@code domain} must not see {@code contract}. */
record UpwardDomain(Innocent neighbour) {}
