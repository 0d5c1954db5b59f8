package funcgraph.engine.invoke;

import funcgraph.domain.InvokeOutcome;
import java.time.Instant;

/**
 * A finished invocation.
 *
 * @param version that ran; empty when none did
 * @param memoryMb memory_size of the revision that ran; 0 when none did
 * @param started when it was asked for
 * @param note what the platform has to say to the function's owner about the call, for its log; empty for nothing
 */
public record Invoked(
        InvokeOutcome outcome, String version, int memoryMb, Instant started, Instant ended, String note) {

    /** No function ran, so nothing is to be said about one. */
    Invoked(InvokeOutcome outcome, Instant started, Instant ended) {
        this(outcome, "", 0, started, ended, "");
    }
}
