package funcgraph.http.triggers;

import funcgraph.contract.TriggerResponse;
import funcgraph.contract.TriggerTypeResponse;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.ApiSpec;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Triggers as the API shows them: event_data as it was sent, and what the server has to add to it. */
public final class TriggerViews {

    /** The seed page's clients send it; later ones do not look at it. */
    private static final String EVENT_TYPE = "MessageCreated";

    private final DateTimeFormatter time;
    private final Function<Trigger, String> invokeUrl;

    /**
     * Makes the views.
     *
     * @param zone in which times are shown
     * @param invokeUrl where an API of the gateway is called
     */
    public TriggerViews(ZoneId zone, Function<Trigger, String> invokeUrl) {
        this.time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);
        this.invokeUrl = invokeUrl;
    }

    TriggerResponse trigger(Trigger trigger) {
        return new TriggerResponse(
                trigger.id(),
                trigger.type().name(),
                trigger.active() ? "ACTIVE" : "DISABLED",
                EVENT_TYPE,
                eventData(trigger),
                time.format(trigger.updatedAt()),
                time.format(trigger.createdAt()));
    }

    List<TriggerTypeResponse> types() {
        return Stream.of(TriggerType.values())
                .map(type -> new TriggerTypeResponse(type.name(), type.displayName(), "ACTIVE", type.description()))
                .toList();
    }

    private Map<String, Object> eventData(Trigger trigger) {
        var shown = new LinkedHashMap<>(trigger.shownEventData());
        if (trigger.type() == TriggerType.SMN) {
            shown.put("subscription_status", "Confirmed");
        }
        if (trigger.type().isGateway() && trigger.spec() instanceof TriggerSpec.Gateway(ApiSpec api)) {
            shown.put("triggerid", trigger.id());
            shown.put("api_id", trigger.id());
            shown.put("api_name", api.name());
            shown.put("invoke_url", invokeUrl.apply(trigger));
        }
        return shown;
    }
}
