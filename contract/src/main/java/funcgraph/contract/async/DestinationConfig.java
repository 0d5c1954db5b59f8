package funcgraph.contract.async;

import org.jspecify.annotations.Nullable;

/**
 * Where outcomes are told.
 *
 * @param destination OBS, SMN, DIS or FunctionGraph
 * @param param a JSON object as text
 */
public record DestinationConfig(
        @Nullable String destination, @Nullable String param) {

    /** The two ends there are. */
    public record Pair(
            @Nullable DestinationConfig onSuccess, @Nullable DestinationConfig onFailure) {}
}
