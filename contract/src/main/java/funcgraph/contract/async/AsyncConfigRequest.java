package funcgraph.contract.async;

import org.jspecify.annotations.Nullable;

/** Body of {@code PUT …/async-invoke-config}. The names of log groups and streams, which clients send too, are ignored. */
public record AsyncConfigRequest(
        @Nullable Integer maxAsyncEventAgeInSeconds,
        @Nullable Integer maxAsyncRetryAttempts,
        DestinationConfig.@Nullable Pair destinationConfig,
        @Nullable Boolean enableAsyncStatusLog) {}
