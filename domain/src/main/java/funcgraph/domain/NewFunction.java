package funcgraph.domain;

/** What a create request asks for. The name has been checked; the rest is checked with the function that results. */
public record NewFunction(FunctionKey key, RuntimeName runtime, ConfigChange config, CodeChange code) {}
