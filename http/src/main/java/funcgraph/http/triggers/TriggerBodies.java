package funcgraph.http.triggers;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.TriggerType;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of trigger requests. Null counts as absent at any depth. */
final class TriggerBodies {

    /** Most records of one request. */
    private static final int MOST_RECORDS = 10_000;

    private TriggerBodies() {}

    static TriggerType type(ObjectNode body) {
        return type(body.path("trigger_type_code").asString(""));
    }

    /**
     * A type by its name, in any letter case.
     *
     * @throws Refused {@link Refusal.NoTriggerType}
     */
    static TriggerType type(String text) {
        return TriggerType.parse(text).orElseThrow(() -> new Refused(new Refusal.NoTriggerType(text)));
    }

    /** Whether the trigger is to be active; null when the body does not say. Terraform sends an empty text then. */
    static @Nullable Boolean active(ObjectNode body) {
        var status = body.path("trigger_status");
        if (status.isMissingNode() || status.isNull() || status.asString("?").isEmpty()) {
            return null;
        }
        return switch (status.asString("?")) {
            case "ACTIVE" -> true;
            case "DISABLED" -> false;
            default -> throw bad("trigger_status is " + status + "; allowed: ACTIVE or DISABLED");
        };
    }

    /** event_data, which must be there. */
    static Map<String, Object> eventData(ObjectNode body) {
        var eventData = eventDataOrNull(body);
        if (eventData == null) {
            throw bad("event_data is missing; allowed: an object");
        }
        return eventData;
    }

    /**
     * event_data: an object, an object written as a text, or, in updates, an array of objects, of which a later one's
     * fields count over an earlier one's. Null when absent.
     */
    static @Nullable Map<String, Object> eventDataOrNull(ObjectNode body) {
        var node = body.path("event_data");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        var whole = new LinkedHashMap<String, Object>();
        for (var part : node.isArray() ? node.values() : List.of(node)) {
            whole.putAll(fields(part));
        }
        return whole;
    }

    /** The records of an ingest request, at least one. */
    static List<Object> records(ObjectNode body) {
        var records = value(body.path("records"));
        if (!(records instanceof List<?> list) || list.isEmpty() || list.size() > MOST_RECORDS) {
            throw bad("records is no array of 1 to " + MOST_RECORDS + " records; allowed: such an array");
        }
        return List.copyOf(list);
    }

    private static Map<String, Object> fields(JsonNode node) {
        var object = node.isString() ? Json.object(node.stringValue().getBytes(StandardCharsets.UTF_8)) : node;
        if (!(object instanceof ObjectNode fields)) {
            throw bad("event_data is no object; allowed: an object");
        }
        return map(fields);
    }

    private static Map<String, Object> map(ObjectNode object) {
        var map = new LinkedHashMap<String, Object>();
        for (var property : object.properties()) {
            var value = value(property.getValue());
            if (value != null) {
                map.put(property.getKey(), value);
            }
        }
        return map;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.numberValue();
            case OBJECT -> map((ObjectNode) node);
            case ARRAY -> list(node);
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private static List<Object> list(JsonNode array) {
        var list = new ArrayList<Object>();
        for (var item : array.values()) {
            var value = value(item);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    private static Rejected bad(String message) {
        return new Rejected(ErrorCode.INVALID_PARAMETER, message);
    }
}
