package funcgraph.contract.observe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the record of changes, newest first. {@code nextMarker} is empty when there is no more. */
public record ListAuditResponse(List<Event> events, String nextMarker) {

    /** Who tried to change what. {@code errorCode} is empty when it was accepted. */
    public record Event(
            long seq,
            String time,
            String requestId,
            String user,
            String userId,
            String accessKey,
            String sourceIp,
            String action,
            String resource,
            int status,
            String errorCode,
            List<Change> changes) {}

    /** What became of one field; secrets are {@code ***}. */
    public record Change(
            String field, @Nullable Object before, @Nullable Object after) {}
}
