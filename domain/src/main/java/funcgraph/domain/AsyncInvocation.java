package funcgraph.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous invocation as its owner sees it.
 *
 * @param startedAt of the last attempt; null before the first
 * @param endedAt null until it is over
 * @param errorCode 0 for none
 */
public record AsyncInvocation(
        String requestId,
        AsyncStatus status,
        int attempts,
        Instant acceptedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int errorCode,
        String errorMessage) {}
