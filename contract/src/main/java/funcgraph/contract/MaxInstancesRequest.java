package funcgraph.contract;

import org.jspecify.annotations.Nullable;

/** Body of {@code PUT …/config-max-instance}: another name for {@code strategy_config.concurrency}. */
public record MaxInstancesRequest(@Nullable Integer maxInstanceNum) {}
