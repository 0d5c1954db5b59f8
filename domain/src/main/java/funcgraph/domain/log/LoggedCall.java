package funcgraph.domain.log;

import java.time.Instant;

/**
 * A call that is over, as the list of calls shows it.
 *
 * @param seq the place of its first line in the log
 * @param time when it was asked for
 * @param durationMicros of the handler, 0 when it did not run
 * @param billedMillis milliseconds begun, start included
 * @param initMicros of the start that this call had to wait for, else 0
 * @param peakMemoryKb highest memory of its worker, 0 when unknown
 * @param errorCode of the API or of the function; empty when it succeeded
 * @param outcome the name of what came of it
 * @param background whether nobody waited for it
 * @param silent whether it printed nothing
 */
public record LoggedCall(
        long seq,
        String requestId,
        String version,
        Instant time,
        long durationMicros,
        long billedMillis,
        long initMicros,
        long peakMemoryKb,
        int memoryMb,
        boolean failed,
        String errorCode,
        String outcome,
        boolean background,
        boolean silent) {

    /** Whether a worker had to be started for it. */
    public boolean isCold() {
        return initMicros > 0;
    }
}
