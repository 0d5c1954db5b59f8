package funcgraph.cli;

import funcgraph.cli.project.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a function's metadata is not as it is wanted.
 *
 * @param fields what to send
 * @param changes the same for people, field by field
 */
record Difference(ObjectNode fields, List<Change> changes) {

    /** One value that is to become another; secrets are stars on both sides. */
    record Change(String field, String before, String after) {
        @Override
        public String toString() {
            return field + ": " + before + " -> " + after;
        }
    }

    private static final String SECRET = "encrypted_user_data";
    private static final String HIDDEN = "***";
    private static final int MAX_SHOWN = 120;

    /**
     * Compares field by field; what {@code wanted} does not name may be anything.
     *
     * @param withSecrets whether to count secrets as different, whose values no server tells
     */
    static Difference between(ObjectNode wanted, JsonNode actual, boolean withSecrets) {
        var fields = Json.object();
        var changes = new ArrayList<Change>();
        for (var each : wanted.properties()) {
            var field = each.getKey();
            var value = each.getValue();
            var there = actual(field, actual);
            boolean equal = switch (field) {
                case SECRET -> !withSecrets && names(value).equals(names(there));
                case "user_data" -> Fields.object(value).equals(Fields.object(there));
                case "runtime" -> isSameRuntime(value.asString(""), there.asString(""));
                default -> isMet(value, there);
            };
            if (!equal) {
                fields.set(field, value);
                describe(field, there, value, changes);
            }
        }
        return new Difference(fields, changes);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Where the answer tells a field by another name than requests. */
    private static JsonNode actual(String field, JsonNode actual) {
        if (!field.equals("log_config")) {
            return actual.path(field);
        }
        return Json.object()
                .put("group_id", actual.path("log_group_id").asString(""))
                .put("stream_id", actual.path("log_stream_id").asString(""));
    }

    /** Whether a value has everything that is wanted; answers tell more of an object than requests say. */
    static boolean isMet(JsonNode wanted, JsonNode actual) {
        if (isNothing(wanted)) {
            return isNothing(actual);
        }
        if (wanted.isObject()) {
            return wanted.properties().stream().allMatch(each -> isMet(each.getValue(), actual.path(each.getKey())));
        }
        if (wanted.isArray()) {
            boolean met = actual.isArray() && wanted.size() == actual.size();
            for (int i = 0; met && i < wanted.size(); i++) {
                met = isMet(wanted.path(i), actual.path(i));
            }
            return met;
        }
        if (wanted.isNumber() && actual.isNumber()) {
            return wanted.doubleValue() == actual.doubleValue();
        }
        return wanted.equals(actual);
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isContainer() && node.isEmpty())
                || (node.isString() && node.asString("").isEmpty());
    }

    private static TreeSet<String> names(JsonNode text) {
        return new TreeSet<>(Fields.object(text).propertyNames());
    }

    /** The pages spell runtimes in several ways, and a bare language means its present runtime. */
    private static boolean isSameRuntime(String wanted, String actual) {
        var plain = plain(wanted);
        var there = plain(actual);
        return plain.equals(there)
                || (plain.chars().noneMatch(Character::isDigit) && !plain.isEmpty() && there.startsWith(plain));
    }

    private static String plain(String runtime) {
        return runtime.replaceAll("[ ()]", "").toLowerCase(Locale.ROOT);
    }

    private static void describe(String field, JsonNode before, JsonNode after, List<Change> changes) {
        if (field.equals(SECRET)) {
            changes.add(new Change(field, HIDDEN, HIDDEN + " " + names(after)));
        } else if (Fields.OBJECTS_IN_TEXT.contains(field)) {
            var old = Fields.object(before);
            var young = Fields.object(after);
            var keys = new TreeSet<>(old.propertyNames());
            keys.addAll(young.propertyNames());
            keys.stream()
                    .filter(key -> !old.path(key).equals(young.path(key)))
                    .forEach(key ->
                            changes.add(new Change(field + "." + key, shown(old.path(key)), shown(young.path(key)))));
        } else {
            changes.add(new Change(field, shown(before), shown(after)));
        }
    }

    private static String shown(JsonNode value) {
        if (isNothing(value)) {
            return "(none)";
        }
        var text = value.isString() ? value.asString() : value.toString();
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }
}
