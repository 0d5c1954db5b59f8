package funcgraph.runtime.direct;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as these families meet it. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static JsonNode read(byte[] text) {
        return text.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(text);
    }

    /** Empty when it is not JSON, or not an object. */
    static Optional<ObjectNode> object(byte[] text) {
        try {
            return read(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] write(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The object {@code {errorMessage, errorType, stackTrace}} (runtimes 1.9). */
    static byte[] error(String message, String type) {
        var error = object().put("errorMessage", message).put("errorType", type);
        error.putArray("stackTrace");
        return write(error);
    }

    /** An error as user code put it: an object with what belongs there, or whatever it is as the message. */
    static byte[] error(byte[] said, String typeOtherwise) {
        var object = object(said).filter(it -> it.has("errorMessage") || it.has("errorType"));
        if (object.isEmpty()) {
            return error(new String(said, StandardCharsets.UTF_8), typeOtherwise);
        }
        ObjectNode error = object.get();
        var whole = object().put("errorMessage", text(error.path("errorMessage")))
                .put("errorType", error.has("errorType") ? text(error.path("errorType")) : typeOtherwise);
        whole.set(
                "stackTrace", error.path("stackTrace").isArray() ? error.path("stackTrace") : MAPPER.createArrayNode());
        return write(whole);
    }

    private static String text(JsonNode value) {
        return value.isString() || value.isMissingNode() ? value.asString("") : value.toString();
    }
}
