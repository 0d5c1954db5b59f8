package funcgraph.engine.invoke;

import funcgraph.domain.InvokeOutcome;
import java.time.Instant;

/**
 * A finished invocation.
 *
 * @param memoryMb memory_size of the revision that ran; 0 when none did
 * @param started when it was asked for
 */
public record Invoked(InvokeOutcome outcome, int memoryMb, Instant started, Instant ended) {}
