package funcgraph.http.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;

/**
 * JSON schemas of wire records, read off the records themselves: names as Jackson makes them, and optional what is
 * {@code @Nullable}. Requests are to be asked for before answers: what a caller may leave out of a request is not
 * promised by an answer that has the same record.
 */
final class Schemas {

    private static final PropertyNamingStrategies.SnakeCaseStrategy NAMES =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private final Map<String, Object> components = new TreeMap<>();
    private final Set<Class<?>> ofRequests = new HashSet<>();

    /** The schemas so far, by name. */
    Map<String, Object> components() {
        return components;
    }

    Map<String, Object> request(Class<?> record) {
        return reference(record, true);
    }

    Map<String, Object> answer(Class<?> record) {
        return reference(record, false);
    }

    private Map<String, Object> reference(Class<?> record, boolean request) {
        var name = name(record);
        if (request) {
            ofRequests.add(record);
        }
        if (!components.containsKey(name)) {
            // In place before its fields are looked at: a record may hold its own kind.
            var schema = new LinkedHashMap<String, Object>();
            components.put(name, schema);
            schema.putAll(object(record, request));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** {@code UpdateConfigRequest.FuncVpc} is {@code UpdateConfigRequest_FuncVpc}. */
    private static String name(Class<?> record) {
        var outer = record.getEnclosingClass();
        return outer == null ? record.getSimpleName() : name(outer) + "_" + record.getSimpleName();
    }

    private Map<String, Object> object(Class<?> record, boolean request) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        addFields(record, request, true, properties, required);
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private void addFields(
            Class<?> record, boolean request, boolean always, Map<String, Object> properties, List<String> required) {
        for (var component : record.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                addFields(component.getType(), request, always && !nullable, properties, required);
                continue;
            }
            var name = name(component);
            boolean leftOut = nullable && leavesOutNulls(record, component);
            var schema = schema(component.getGenericType(), request);
            properties.put(name, nullable && !leftOut ? orNull(schema) : schema);
            if (always && !leftOut && !(nullable && (request || ofRequests.contains(record)))) {
                required.add(name);
            }
        }
    }

    private static String name(RecordComponent component) {
        var given = component.getAccessor().getAnnotation(JsonProperty.class);
        return given == null ? NAMES.nameForField(null, null, component.getName()) : given.value();
    }

    /** The identity service never writes a null; elsewhere the record says so. */
    private static boolean leavesOutNulls(Class<?> record, RecordComponent component) {
        return record.getPackageName().endsWith(".iam")
                || isNonNull(record.getAnnotation(JsonInclude.class))
                || isNonNull(component.getAccessor().getAnnotation(JsonInclude.class));
    }

    private static boolean isNonNull(@Nullable JsonInclude include) {
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private Map<String, Object> schema(Type type, boolean request) {
        if (type instanceof ParameterizedType generic) {
            var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class
                    ? Map.of("type", "array", "items", schema(last, request))
                    : Map.of("type", "object", "additionalProperties", schema(last, request));
        }
        if (type == String.class) {
            return Map.of("type", "string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            return Map.of("type", "integer", "format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return Map.of("type", "integer", "format", "int64");
        }
        if (type == double.class || type == Double.class) {
            return Map.of("type", "number", "format", "double");
        }
        if (type == Object.class) {
            return Map.of();
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return reference(record, request);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.isEmpty()) {
            return schema;
        }
        if (schema.get("type") instanceof String type) {
            var wider = new LinkedHashMap<>(schema);
            wider.put("type", List.of(type, "null"));
            return wider;
        }
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }
}
