package funcgraph.cli.project;

import funcgraph.contract.UpdateConfigRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a function's metadata, typed as the wire's record types them: text stays text even when it looks like
 * JSON, as {@code user_data} does; numbers and switches are read; objects are JSON.
 */
public final class Fields {

    /** Text on the wire that holds an object. */
    public static final Set<String> OBJECTS_IN_TEXT = Set.of("user_data", "encrypted_user_data");

    private static final String SECRET = "encrypted_user_data";
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Map<String, Class<?>> TYPES = types(UpdateConfigRequest.class);

    private Fields() {}

    /** All names, in the order of the API's page. */
    public static Set<String> names() {
        return TYPES.keySet();
    }

    /** Whether a part of a field is named, so that what is there now must be known. */
    public static boolean nameParts(List<String> settings) {
        return settings.stream().anyMatch(setting -> name(setting).contains("."));
    }

    /**
     * Reads {@code field=value}.
     *
     * @throws IllegalArgumentException naming everything that is wrong
     */
    public static ObjectNode parse(List<String> settings) {
        return parse(settings, List.of(), MissingNode.getInstance());
    }

    /**
     * Reads {@code field=value} and {@code field.part=value}.
     *
     * @param cleared fields and parts to be taken away
     * @param current the metadata as it is, for those that change in part
     * @throws IllegalArgumentException naming everything that is wrong
     */
    public static ObjectNode parse(List<String> settings, List<String> cleared, JsonNode current) {
        var changes = MAPPER.createObjectNode();
        var problems = new ArrayList<String>();
        for (var setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                problems.add("'" + setting + "' is not FIELD=VALUE");
            } else {
                change(changes, setting, name(setting), setting.substring(equals + 1), current, problems);
            }
        }
        for (var field : cleared) {
            change(changes, field, field, null, current, problems);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return changes;
    }

    /** The value that a YAML file gives a field, as it goes over the wire. */
    static JsonNode ofYaml(String field, @Nullable Object value) {
        var type = TYPES.getOrDefault(field, String.class);
        if (OBJECTS_IN_TEXT.contains(field) && value instanceof Map<?, ?> map) {
            var texts = MAPPER.createObjectNode();
            map.forEach((key, text) -> texts.put(String.valueOf(key), text == null ? "" : String.valueOf(text)));
            return MAPPER.getNodeFactory().stringNode(texts.toString());
        }
        if (value == null) {
            return cleared(type);
        }
        if (type == String.class && (value instanceof Map<?, ?> || value instanceof List<?>)) {
            return MAPPER.getNodeFactory().stringNode(MAPPER.valueToTree(value).toString());
        }
        if (type == String.class) {
            return MAPPER.getNodeFactory().stringNode(String.valueOf(value));
        }
        JsonNode node = MAPPER.valueToTree(value);
        boolean fits = type == Integer.class
                ? node.isInt()
                : type == Boolean.class
                        ? node.isBoolean()
                        : List.class.isAssignableFrom(type) ? node.isArray() : node.isObject();
        if (!fits) {
            throw new IllegalArgumentException(field + ": '" + value + "' must be " + nameOf(type));
        }
        return node;
    }

    private static String name(String setting) {
        int equals = setting.indexOf('=');
        return equals < 0 ? setting : setting.substring(0, equals);
    }

    private static void change(
            ObjectNode changes,
            String setting,
            String name,
            @Nullable String value,
            JsonNode current,
            List<String> problems) {
        int dot = name.indexOf('.');
        var field = dot < 0 ? name : name.substring(0, dot);
        var type = TYPES.get(field);
        if (type == null) {
            problems.add("there is no field '" + field + "'; there are " + String.join(", ", TYPES.keySet()));
        } else if (dot >= 0) {
            changePart(changes, setting, field, name.substring(dot + 1), value, current, problems);
        } else if (value == null) {
            changes.set(field, cleared(type));
        } else {
            set(changes, setting, field, value, type, problems);
        }
    }

    private static void changePart(
            ObjectNode changes,
            String setting,
            String field,
            String part,
            @Nullable String value,
            JsonNode current,
            List<String> problems) {
        var type = TYPES.getOrDefault(field, String.class);
        if (field.equals(SECRET)) {
            problems.add("'" + setting + "': set " + SECRET + " as a whole, since no server tells what is in it");
        } else if (OBJECTS_IN_TEXT.contains(field)) {
            var whole = object(changes.has(field) ? changes.path(field) : current.path(field));
            if (value == null) {
                whole.remove(part);
            } else {
                whole.put(part, value);
            }
            changes.put(field, whole.isEmpty() ? "" : whole.toString());
        } else if (type.isRecord()) {
            var parts = types(type);
            var whole =
                    changes.has(field) ? (ObjectNode) changes.path(field) : known(current.path(field), parts.keySet());
            if (!parts.containsKey(part)) {
                problems.add("'" + setting + "': " + field + " has no '" + part + "'; it has "
                        + String.join(", ", parts.keySet()));
            } else if (value == null) {
                whole.remove(part);
            } else {
                set(whole, setting, part, value, parts.getOrDefault(part, String.class), problems);
            }
            changes.set(field, whole);
        } else {
            problems.add("'" + setting + "': " + field + " is one value, " + nameOf(type) + ", and has no parts");
        }
    }

    private static void set(
            ObjectNode into, String setting, String field, String value, Class<?> type, List<String> problems) {
        try {
            into.set(field, value(value, type));
        } catch (IllegalArgumentException | JacksonException e) {
            problems.add("'" + setting + "': the value must be " + nameOf(type));
        }
    }

    /** The object in a text, an empty one when there is none. */
    public static ObjectNode object(JsonNode text) {
        try {
            return MAPPER.readTree(text.asString("")) instanceof ObjectNode object ? object : MAPPER.createObjectNode();
        } catch (JacksonException notJson) {
            return MAPPER.createObjectNode();
        }
    }

    /** Answers tell more of an object than requests may. */
    private static ObjectNode known(JsonNode object, Set<String> parts) {
        var known = MAPPER.createObjectNode();
        object.properties().forEach(each -> {
            if (parts.contains(each.getKey())) {
                known.set(each.getKey(), each.getValue());
            }
        });
        return known;
    }

    private static JsonNode cleared(Class<?> type) {
        var nodes = MAPPER.getNodeFactory();
        if (type == String.class) {
            return nodes.stringNode("");
        }
        if (type == Integer.class || type == Boolean.class) {
            throw new IllegalArgumentException("the field must be " + nameOf(type));
        }
        return List.class.isAssignableFrom(type) ? nodes.arrayNode() : nodes.objectNode();
    }

    private static JsonNode value(String text, Class<?> type) {
        var nodes = MAPPER.getNodeFactory();
        if (type == String.class) {
            return nodes.stringNode(text);
        }
        if (type == Integer.class) {
            return nodes.numberNode(Integer.parseInt(text));
        }
        if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
            return nodes.booleanNode(text.equals("true"));
        }
        var json = MAPPER.readTree(text);
        boolean fits = List.class.isAssignableFrom(type) ? json.isArray() : json.isObject();
        if (!fits || type == Boolean.class) {
            throw new IllegalArgumentException("not " + nameOf(type));
        }
        return json;
    }

    private static String nameOf(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return List.class.isAssignableFrom(type) ? "a JSON array" : "a JSON object";
    }

    private static Map<String, Class<?>> types(Class<?> type) {
        var types = new LinkedHashMap<String, Class<?>>();
        Stream.of(type.getRecordComponents()).forEach(field -> types.put(snakeCase(field.getName()), field.getType()));
        return types;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
