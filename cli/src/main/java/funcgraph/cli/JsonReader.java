package funcgraph.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.JsonTokenId;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes trees of what Jackson's parser finds, the same as its mapper would. */
final class JsonReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonReader() {}

    static JsonNode read(byte[] utf8) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            return whole(parser);
        }
    }

    static JsonNode read(String text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return whole(parser);
        }
    }

    private static JsonNode whole(JsonParser parser) {
        var first = parser.nextToken();
        if (first == null) {
            return MissingNode.getInstance();
        }
        var node = node(parser, first);
        if (parser.nextToken() != null) {
            throw new StreamReadException(parser, "there is more behind the value");
        }
        return node;
    }

    /** By the tokens' numbers, since the JDK takes 15 ms to link a switch that knows null. */
    private static JsonNode node(JsonParser parser, @Nullable JsonToken token) {
        return switch (token == null ? JsonTokenId.ID_NO_TOKEN : token.id()) {
            case JsonTokenId.ID_START_OBJECT -> object(parser);
            case JsonTokenId.ID_START_ARRAY -> array(parser);
            case JsonTokenId.ID_STRING -> NODES.stringNode(parser.getString());
            case JsonTokenId.ID_NUMBER_INT -> whole(parser, parser.getNumberType());
            case JsonTokenId.ID_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case JsonTokenId.ID_TRUE -> NODES.booleanNode(true);
            case JsonTokenId.ID_FALSE -> NODES.booleanNode(false);
            case JsonTokenId.ID_NULL -> NODES.nullNode();
            default -> throw new StreamReadException(parser, "there is no value where one must be");
        };
    }

    private static JsonNode whole(JsonParser parser, JsonParser.NumberType type) {
        if (type == JsonParser.NumberType.INT) {
            return NODES.numberNode(parser.getIntValue());
        }
        return type == JsonParser.NumberType.LONG
                ? NODES.numberNode(parser.getLongValue())
                : NODES.numberNode(parser.getBigIntegerValue());
    }

    private static ObjectNode object(JsonParser parser) {
        var object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            object.set(name, node(parser, parser.nextToken()));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser) {
        var array = NODES.arrayNode();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(node(parser, token));
        }
        return array;
    }
}
