package funcgraph.domain.trigger;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Qualifier;
import funcgraph.domain.TriggerType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trigger of one version or alias of a function.
 *
 * @param id opaque and never reused
 * @param qualifier {@code latest}, a version's name, or {@code !} and an alias's
 * @param active whether it fires
 * @param eventData as it was sent, fields that no rule names among them; secrets included
 * @param createdAt millisecond precision
 * @param updatedAt millisecond precision; intervals of timers are counted from here
 */
public record Trigger(
        String id,
        String functionId,
        FunctionKey function,
        String qualifier,
        TriggerType type,
        boolean active,
        Map<String, Object> eventData,
        Instant createdAt,
        Instant updatedAt) {

    public TriggerSpec spec() {
        return TriggerRules.read(type, eventData);
    }

    /** What it fires. */
    public FunctionUrn urn(String region) {
        return new FunctionUrn(region, function, Qualifier.parse(qualifier));
    }

    /** What of event_data may be shown: no secrets, and no empty user_event (functiongraph-api 2.5). */
    public Map<String, Object> shownEventData() {
        var shown = new LinkedHashMap<>(eventData);
        shown.keySet().removeIf(EventData::isSecret);
        shown.remove("user_event", "");
        return shown;
    }

    /** Whether a field of event_data may not be shown. */
    public static boolean isSecret(String field) {
        return EventData.isSecret(field);
    }

    public Trigger changed(boolean nowActive, Map<String, Object> newEventData, Instant now) {
        return new Trigger(id, functionId, function, qualifier, type, nowActive, newEventData, createdAt, now);
    }

    /** Holds secrets in its event_data. */
    @Override
    public String toString() {
        return "Trigger[" + type + " " + id + " of " + function + ":" + qualifier + "]";
    }
}
