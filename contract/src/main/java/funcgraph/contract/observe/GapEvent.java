package funcgraph.contract.observe;

/** Data of the event that tells a follower how many lines were left out. */
public record GapEvent(long dropped) {}
