package funcgraph.contract.observe;

import java.util.List;

/** A page of calls that are over, newest first. {@code nextMarker} is empty when there is no more. */
public record ListRequestsResponse(List<Item> requests, String nextMarker) {

    /** One call. Times are in milliseconds, memory in MB. {@code errorCode} is empty when it succeeded. */
    public record Item(
            String requestId,
            String version,
            String time,
            double durationMs,
            long billedMs,
            double initMs,
            double memoryUsedMb,
            int memorySizeMb,
            String status,
            String errorCode,
            String outcome,
            boolean cold,
            String invokeType) {}
}
