package funcgraph.domain.trigger;

import funcgraph.domain.Excerpt;
import funcgraph.domain.TriggerFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one event_data and collects what is wrong with them, so that all is found at once. What cannot be
 * read comes back as a harmless value; nobody uses it, since the flaws refuse the whole.
 */
final class EventData {

    /** Longest text of a field that has no rule of its own, in characters. */
    static final int LONGEST_TEXT = 1024;

    private static final int MOST_TEXTS = 100;
    private static final int LONGEST_SHOWN = 80;
    private static final Set<String> SECRETS = Set.of("db_password", "kafka_password", "access_password", "secret_key");

    private final String path;
    private final Map<?, ?> fields;
    private final List<TriggerFlaw> flaws;

    EventData(Map<String, Object> fields) {
        this("event_data", fields, new ArrayList<>());
    }

    private EventData(String path, Map<?, ?> fields, List<TriggerFlaw> flaws) {
        this.path = path;
        this.fields = fields;
        this.flaws = flaws;
    }

    /** Fields that are stored, and never shown again. */
    static boolean isSecret(String field) {
        return SECRETS.contains(field);
    }

    List<TriggerFlaw> flaws() {
        return flaws;
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    void add(TriggerFault fault, String message) {
        flaws.add(new TriggerFlaw(fault, message));
    }

    /** Notes a field's value as wrong. */
    void refuse(String field, Object value, String allowed) {
        var shown = isSecret(field) ? "***" : Excerpt.of(String.valueOf(value), LONGEST_SHOWN);
        add(TriggerFault.INVALID, path + "." + field + " is '" + shown + "'; allowed: " + allowed);
    }

    /** A text that must be there and not empty. */
    String text(String field) {
        var text = optionalText(field, LONGEST_TEXT);
        if (text.isEmpty() && (!has(field) || "".equals(fields.get(field)))) {
            missing(field, "1 to " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    /** The same, and a rule holds. */
    String text(String field, Predicate<String> rule, String allowed) {
        var text = text(field);
        if (!text.isEmpty() && !rule.test(text)) {
            refuse(field, text, allowed);
        }
        return text;
    }

    /** A text, {@code ""} when absent. */
    String optionalText(String field, int longest) {
        return switch (fields.get(field)) {
            case null -> "";
            case String text when text.length() <= longest -> text;
            case Object other -> {
                refuse(field, other, "a text of at most " + longest + " characters");
                yield "";
            }
        };
    }

    /** One of a few texts. */
    String choice(String field, List<String> allowed) {
        var text = text(field);
        if (!text.isEmpty() && !allowed.contains(text)) {
            refuse(field, text, String.join(", ", allowed));
        }
        return text;
    }

    /** The same, or the first of them when absent or empty. */
    String choiceOrFirst(String field, List<String> allowed) {
        return !has(field) || "".equals(fields.get(field)) ? allowed.getFirst() : choice(field, allowed);
    }

    /** A whole number that must be there. */
    int number(String field, int least, int most) {
        if (!has(field)) {
            missing(field, "a whole number from " + least + " to " + most);
            return least;
        }
        return numberOr(field, least, most, least);
    }

    /** A whole number, {@code absent} when it is not there. */
    int numberOr(String field, int least, int most, int absent) {
        return switch (fields.get(field)) {
            case null -> absent;
            case Number number
            when isWhole(number) && number.longValue() >= least && number.longValue() <= most -> number.intValue();
            case Object other -> {
                refuse(field, other, "a whole number from " + least + " to " + most);
                yield absent;
            }
        };
    }

    /** True or false, false when absent; some clients send it as text. */
    boolean flag(String field) {
        return switch (fields.get(field)) {
            case null -> false;
            case Boolean flag -> flag;
            case String text when text.equals("true") || text.equals("false") -> text.equals("true");
            case Object other -> {
                refuse(field, other, "true or false");
                yield false;
            }
        };
    }

    /** A list of texts that must be there, with at least one. */
    List<String> texts(String field) {
        var texts = optionalTexts(field);
        if (!has(field) || List.of().equals(fields.get(field))) {
            missing(field, "a list of texts");
        }
        return texts;
    }

    /** A list of texts, empty when absent. */
    List<String> optionalTexts(String field) {
        var value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || list.size() > MOST_TEXTS) {
            refuse(field, value, "a list of at most " + MOST_TEXTS + " texts");
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var item : list) {
            if (item instanceof String text && !text.isEmpty() && text.length() <= LONGEST_TEXT) {
                texts.add(text);
            } else {
                refuse(field, item, "texts of 1 to " + LONGEST_TEXT + " characters");
            }
        }
        return texts;
    }

    /** An object inside; null when absent. */
    @Nullable
    EventData object(String field) {
        return switch (fields.get(field)) {
            case null -> null;
            case Map<?, ?> map -> new EventData(path + "." + field, map, flaws);
            case Object other -> {
                refuse(field, other, "an object");
                yield null;
            }
        };
    }

    private void missing(String field, String allowed) {
        add(TriggerFault.INVALID, path + "." + field + " is missing; allowed: " + allowed);
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }
}
