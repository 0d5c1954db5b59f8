package funcgraph.contract.reserved;

import java.util.List;

/** A page of what is asked for. */
public record ListReservedConfigsResponse(List<Item> reservedInstances, Paging pageInfo, long count) {

    /** {@code qualifierType} is {@code version} or {@code alias}, and {@code qualifierName} its name. */
    public record Item(
            String functionUrn,
            String qualifierType,
            String qualifierName,
            int minCount,
            boolean idleMode,
            TacticsConfig tacticsConfig) {}
}
