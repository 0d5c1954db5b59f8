package funcgraph.store;

import java.time.Instant;

/**
 * An asynchronous invocation in the hands of a node.
 *
 * @param attempts that failed so far
 * @param event handed over, not copied
 */
public record QueuedEvent(String requestId, String qualifier, int attempts, Instant acceptedAt, byte[] event) {}
