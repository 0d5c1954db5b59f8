package funcgraph.cli;

import funcgraph.contract.UpdateConfigRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code field=value} as the wire's record types it: text stays text even when it looks like JSON, as {@code
 * user_data} does; numbers and switches are read; objects are JSON.
 */
final class ConfigFields {

    private static final Map<String, Class<?>> TYPES = types();

    private ConfigFields() {}

    /** @throws IllegalArgumentException naming everything that is wrong */
    static JsonNode parse(List<String> settings) {
        var changes = Json.object();
        var problems = new ArrayList<String>();
        for (var setting : settings) {
            int equals = setting.indexOf('=');
            var field = equals < 0 ? setting : setting.substring(0, equals);
            var type = TYPES.get(field);
            if (equals < 0) {
                problems.add("'" + setting + "' is not FIELD=VALUE");
            } else if (type == null) {
                problems.add("there is no field '" + field + "'; there are " + String.join(", ", TYPES.keySet()));
            } else {
                try {
                    changes.set(field, value(setting.substring(equals + 1), type));
                } catch (IllegalArgumentException | JacksonException e) {
                    problems.add("'" + setting + "': the value must be " + nameOf(type));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return changes;
    }

    private static JsonNode value(String text, Class<?> type) {
        var nodes = Json.MAPPER.getNodeFactory();
        if (type == String.class) {
            return nodes.stringNode(text);
        }
        if (type == Integer.class) {
            return nodes.numberNode(Integer.parseInt(text));
        }
        if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
            return nodes.booleanNode(text.equals("true"));
        }
        var json = Json.MAPPER.readTree(text);
        if (!json.isObject() || type == Boolean.class) {
            throw new IllegalArgumentException("not " + nameOf(type));
        }
        return json;
    }

    private static String nameOf(Class<?> type) {
        if (type == Integer.class) {
            return "a whole number";
        }
        return type == Boolean.class ? "true or false" : "a JSON object";
    }

    private static Map<String, Class<?>> types() {
        var types = new LinkedHashMap<String, Class<?>>();
        Stream.of(UpdateConfigRequest.class.getRecordComponents())
                .forEach(field -> types.put(snakeCase(field.getName()), field.getType()));
        return types;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
