package funcgraph.contract.async;

import org.jspecify.annotations.Nullable;

/** Body of {@code POST …/cancel}. */
public record CancelRequest(
        @Nullable String requestId, @Nullable String type) {}
