package funcgraph.sinners.store.egg;

import funcgraph.sinners.store.hen.Hen;

/** The other half of a cycle. */
public record Egg(Hen hen) {}
