package funcgraph.contract;

import java.util.Map;

/**
 * A trigger (functiongraph-api 2.5).
 *
 * @param triggerStatus {@code ACTIVE} or {@code DISABLED}
 * @param eventTypeCode what the seed page's clients expect; it says nothing
 * @param eventData as it was sent, without secrets
 * @param lastUpdatedTime RFC 3339 with offset
 * @param createdTime RFC 3339 with offset
 */
public record TriggerResponse(
        String triggerId,
        String triggerTypeCode,
        String triggerStatus,
        String eventTypeCode,
        Map<String, Object> eventData,
        String lastUpdatedTime,
        String createdTime) {}
