package funcgraph.contract.reserved;

/** Offsets: where the next page begins, where the one before began, and how many are shown. */
public record Paging(long nextMarker, long previousMarker, long currentCount) {}
