package funcgraph.contract.async;

/** A configuration of asynchronous invocation. Times are RFC 3339. */
public record AsyncConfigResponse(
        String funcUrn,
        int maxAsyncEventAgeInSeconds,
        int maxAsyncRetryAttempts,
        DestinationConfig.Pair destinationConfig,
        String createdTime,
        String lastModified,
        boolean enableAsyncStatusLog) {}
