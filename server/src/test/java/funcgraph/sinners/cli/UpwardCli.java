package funcgraph.sinners.cli;

import funcgraph.sinners.domain.Innocent;

/** Floor {@code cli} must not see {@code domain}. */
record UpwardCli(Innocent neighbour) {}
