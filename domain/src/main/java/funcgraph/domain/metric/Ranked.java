package funcgraph.domain.metric;

import funcgraph.domain.FunctionKey;

/** One function of a {@link Ranking}; the value is a number of calls, or milliseconds. */
public record Ranked(FunctionKey function, double value) {}
