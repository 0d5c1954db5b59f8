package funcgraph.http.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import funcgraph.contract.Limits;
import funcgraph.domain.Excerpt;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads bodies strictly (no duplicate keys, no trailing text, no coercion between types, no null inside an array or a
 * map, bounded depth and numbers, no NUL and no lone surrogate in any string) and writes answers. Thread-safe.
 */
public final class Json {

    /** Longest number that is read at all; whatever is longer is no value of this API. */
    private static final int LONGEST_NUMBER = 40;

    /** The largest string is the base64 of the largest package, with room for a configured larger one. */
    private static final int LONGEST_STRING = 512 * 1024 * 1024;

    /** Most values, names and brackets of a body: a tree takes much more room than its text. */
    private static final int MOST_TOKENS = 50_000;

    /** Longest part of a value that a message repeats. */
    private static final int LONGEST_SHOWN = 80;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.JSON_DEPTH)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxTokenCount(MOST_TOKENS)
                            .maxStringLength(LONGEST_STRING)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultNullHandling(ignored -> JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.POJO, config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build();

    private Json() {}

    /**
     * Reads a body that must be a JSON object.
     *
     * @throws BadJson naming what is wrong and where
     */
    public static ObjectNode object(byte[] body) {
        if (body.length == 0) {
            throw new BadJson("the body is empty; allowed: a JSON object");
        }
        if (isOtherEncoding(body)) {
            throw new BadJson("the body is not plain UTF-8; allowed: UTF-8 without a byte order mark");
        }
        JsonNode tree = parse(body);
        if (!(tree instanceof ObjectNode object)) {
            throw new BadJson("the body is " + kind(tree) + "; allowed: a JSON object");
        }
        TextChecks.requireCleanText(object);
        return object;
    }

    /**
     * Reads a body that may be empty, which counts as an object without fields.
     *
     * @throws BadJson as {@link #object}
     */
    public static ObjectNode objectOrNothing(byte[] body) {
        return body.length == 0 ? MAPPER.createObjectNode() : object(body);
    }

    /**
     * Binds an object to a wire record. Unknown fields are ignored: clients of every age send some.
     *
     * @throws BadJson naming the field, its value and the type that is allowed
     */
    public static <T> T bind(ObjectNode object, Class<T> record) {
        try {
            return MAPPER.treeToValue(object, record);
        } catch (MismatchedInputException e) {
            throw new BadJson(mismatch(object, e, e.getTargetType()));
        } catch (InputCoercionException e) {
            throw new BadJson(mismatch(object, e, e.getTargetType()));
        } catch (JacksonException e) {
            throw new BadJson(pathOf(e) + " cannot be read: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads text that must be a JSON object of strings, as user_data is; null when it is anything else. Order is kept.
     */
    public static @Nullable Map<String, String> stringMap(String text) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
        if (!(tree instanceof ObjectNode object)) {
            return null;
        }
        var entries = new LinkedHashMap<String, String>();
        for (var property : object.properties()) {
            if (!property.getValue().isString()) {
                return null;
            }
            entries.put(property.getKey(), property.getValue().stringValue());
        }
        return entries;
    }

    /** True when the text is JSON of any kind. */
    public static boolean isJson(byte[] text) {
        try {
            return !MAPPER.readTree(text).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Writes a value as UTF-8 JSON. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Writes a value as JSON text. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** A byte order mark, or the NUL beside each ASCII character by which UTF-16 and UTF-32 are known. */
    private static boolean isOtherEncoding(byte[] body) {
        int first = body[0] & 0xff;
        int second = body.length > 1 ? body[1] & 0xff : ' ';
        return first == 0 || second == 0 || first == 0xef || first >= 0xfe;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (StreamConstraintsException e) {
            throw new BadJson("the body is beyond what is read: nesting deeper than " + Limits.JSON_DEPTH
                    + ", a number longer than " + LONGEST_NUMBER + " digits, or more than " + MOST_TOKENS
                    + " values, names and brackets");
        } catch (StreamReadException e) {
            throw new BadJson("the body is not JSON: " + firstLine(e.getOriginalMessage()) + " at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (JacksonException e) {
            throw new BadJson("the body is not one JSON value: " + firstLine(e.getOriginalMessage()));
        }
    }

    private static String mismatch(ObjectNode object, JacksonException e, @Nullable Class<?> target) {
        JsonNode node = object;
        for (var step : e.getPath()) {
            JsonNode next =
                    step.getPropertyName() == null ? node.get(step.getIndex()) : node.get(step.getPropertyName());
            if (next == null) {
                break;
            }
            node = next;
        }
        return pathOf(e) + " is " + kind(node) + "; allowed: " + expected(target);
    }

    private static String pathOf(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "the body" : path.toString();
    }

    private static String kind(JsonNode node) {
        var shortened = Excerpt.of(node.toString(), LONGEST_SHOWN);
        return switch (node.getNodeType()) {
            case STRING -> "a string, " + shortened;
            case NUMBER -> "a number, " + shortened;
            case BOOLEAN -> "a boolean, " + shortened;
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == Integer.class || type == int.class) {
            return "an integer between -2147483648 and 2147483647";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a string";
        }
        return type != null && Iterable.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
