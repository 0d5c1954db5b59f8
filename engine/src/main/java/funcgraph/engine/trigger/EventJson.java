package funcgraph.engine.trigger;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes events as the JSON that functions get. */
final class EventJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private EventJson() {}

    static byte[] bytes(Map<String, Object> event) {
        return MAPPER.writeValueAsBytes(event);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
