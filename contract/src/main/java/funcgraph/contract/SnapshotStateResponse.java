package funcgraph.contract;

/** Answer of {@code GET …/snapshots/{action}}. */
public record SnapshotStateResponse(String state, String code) {}
