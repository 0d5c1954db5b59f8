package funcgraph.contract;

/** A type of trigger (functiongraph-api 2.5). {@code status} is {@code ACTIVE}, {@code DISABLED} or {@code TEST}. */
public record TriggerTypeResponse(String triggerTypeCode, String displayName, String status, String description) {}
