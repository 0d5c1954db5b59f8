package funcgraph.contract.reserved;

import org.jspecify.annotations.Nullable;

/** Body of {@code PUT …/reservedinstances}, and its answer. */
public record ReservedInstancesBody(
        @Nullable Integer count,
        @Nullable Boolean idleMode,
        @Nullable TacticsConfig tacticsConfig) {}
