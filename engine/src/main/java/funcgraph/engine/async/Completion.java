package funcgraph.engine.async;

import funcgraph.domain.AsyncRules;
import funcgraph.domain.AsyncStatus;
import funcgraph.engine.invoke.Invoked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be written about an invocation that was taken. */
sealed interface Completion {

    Taken taken();

    /**
     * It is over.
     *
     * @param failed attempts that failed, this one included
     * @param invoked what came of the last attempt; null when there was none
     */
    record Ended(
            Taken taken,
            AsyncStatus status,
            int failed,
            int code,
            String message,
            @Nullable Invoked invoked) implements Completion {}

    /** It was never begun in time. */
    static Completion discarded(Taken taken, Failure last) {
        var why = "not run within " + taken.config().maxAgeSeconds() + " s"
                + (last.message().isEmpty() ? "" : "; at last: " + last.message());
        return new Ended(taken, AsyncStatus.DISCARD, taken.row().attempts(), AsyncRules.TOO_OLD, why, null);
    }

    /** It waits again, until {@code due}. */
    record Back(Taken taken, int failed, Instant due, int code, String message) implements Completion {}
}
