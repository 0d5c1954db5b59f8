package funcgraph.domain.log;

import java.time.Instant;
import java.util.List;

/**
 * Who tried to change what, and what came of it.
 *
 * @param seq grows with time; for paging
 * @param accessKey that signed the request; empty when a token came with it
 * @param sourceIp of the connection
 * @param action by its name in policies, such as {@code FunctionGraph:function:updateConfig}
 * @param resource a URN where there is one, else the path
 * @param status of the HTTP answer
 * @param errorCode empty when it was accepted
 * @param changes without secrets; empty when nothing changed
 */
public record AuditEvent(
        long seq,
        Instant time,
        String requestId,
        String projectId,
        String userName,
        String userId,
        String accessKey,
        String sourceIp,
        String action,
        String resource,
        int status,
        String errorCode,
        List<FieldChange> changes) {

    public AuditEvent {
        changes = List.copyOf(changes);
    }
}
