package funcgraph.sinners.store.hen;

import funcgraph.sinners.store.egg.Egg;

/** One half of a cycle. */
public record Hen(Egg egg) {}
