package funcgraph.engine.async;

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

    /** It waits again, until {@code due}. */
    record Back(Taken taken, int failed, Instant due, int code, String message) implements Completion {}
}
