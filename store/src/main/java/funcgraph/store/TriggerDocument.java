package funcgraph.store;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** event_data as JSON text. Order is kept, and so is each number's form. */
final class TriggerDocument {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {};

    private TriggerDocument() {}

    static String write(Map<String, Object> eventData) {
        return MAPPER.writeValueAsString(eventData);
    }

    static Map<String, Object> read(String text) {
        return MAPPER.readValue(text, FIELDS);
    }
}
