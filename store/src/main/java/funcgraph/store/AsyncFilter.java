package funcgraph.store;

import funcgraph.domain.AsyncStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which asynchronous invocations of a function are meant.
 *
 * @param requestId only that one
 * @param statuses only those of one of them; empty for all
 * @param from accepted then or later
 * @param to accepted before
 */
public record AsyncFilter(
        String functionId,
        String qualifier,
        Optional<String> requestId,
        List<AsyncStatus> statuses,
        Instant from,
        Instant to) {
    public AsyncFilter {
        statuses = List.copyOf(statuses);
    }
}
