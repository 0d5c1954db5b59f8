package funcgraph.engine.invoke;

import funcgraph.domain.InvokeOutcome;
import java.time.Instant;

/**
 * A finished invocation.
 *
 * @param memoryMb memory_size of the revision that ran; 0 when none did
 * @param started when it was asked for
 * @param note what the platform has to say to the function's owner about the call, for its log; empty for nothing
 */
public record Invoked(InvokeOutcome outcome, int memoryMb, Instant started, Instant ended, String note) {

    /** Nothing is to be said about it. */
    Invoked(InvokeOutcome outcome, int memoryMb, Instant started, Instant ended) {
        this(outcome, memoryMb, started, ended, "");
    }
}
