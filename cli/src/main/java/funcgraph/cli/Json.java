package funcgraph.cli;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of the wire and for people. The client reads trees, so that a newer server's fields are shown rather than lost; and
 * it does so without Jackson's mapper, whose start takes as long as the server's answer.
 */
final class Json {

    /** Makes nodes. */
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    /**
     * Reads one value in UTF-8; missing when there is none.
     *
     * @throws JacksonException when the bytes are not JSON, or more than one value
     */
    static JsonNode read(byte[] utf8) {
        return JsonReader.read(utf8);
    }

    /** The same from a text. */
    static JsonNode read(String text) {
        return JsonReader.read(text);
    }

    /** In UTF-8, without blanks. */
    static byte[] bytes(JsonNode node) {
        return JsonWriter.bytes(node);
    }

    /** On one line. */
    static String line(JsonNode node) {
        return JsonWriter.text(node, JsonWriter.PLAIN);
    }

    /** On many lines, indented. */
    static String indented(JsonNode node) {
        return JsonWriter.text(node, JsonWriter.INDENTED);
    }
}
