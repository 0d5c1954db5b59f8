package funcgraph.http.async;

import funcgraph.contract.async.AsyncConfigRequest;
import funcgraph.contract.async.DestinationConfig;
import funcgraph.domain.AsyncConfig;
import funcgraph.domain.AsyncDestination;
import funcgraph.domain.Excerpt;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.http.json.BadJson;
import funcgraph.http.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a configuration of asynchronous invocation and finds all that is wrong with it. */
final class ConfigReading {

    private static final int LONGEST_TEXT = 1024;
    private static final int LONGEST_PARAM = 8192;
    private static final int LONGEST_EXPIRY_DAYS = 365;

    private final List<String> problems = new ArrayList<>();

    private ConfigReading() {}

    /** Throws {@link Refused} with {@link Refusal.BadAsync}. */
    static AsyncConfig read(AsyncConfigRequest wire) {
        return new ConfigReading().config(wire);
    }

    private AsyncConfig config(AsyncConfigRequest wire) {
        int age = within(
                "max_async_event_age_in_seconds",
                wire.maxAsyncEventAgeInSeconds(),
                1,
                AsyncConfig.LONGEST_AGE_SECONDS,
                AsyncConfig.USUAL_AGE_SECONDS);
        int retries = within(
                "max_async_retry_attempts",
                wire.maxAsyncRetryAttempts(),
                0,
                AsyncConfig.MOST_RETRIES,
                AsyncConfig.USUAL_RETRIES);
        var pair = wire.destinationConfig();
        var success = pair == null ? null : destination("on_success", pair.onSuccess());
        var failure = pair == null ? null : destination("on_failure", pair.onFailure());
        if (!problems.isEmpty()) {
            throw new Refused(new Refusal.BadAsync(problems));
        }
        return new AsyncConfig(age, retries, success, failure, Boolean.TRUE.equals(wire.enableAsyncStatusLog()));
    }

    private int within(String field, @Nullable Integer value, int least, int most, int usual) {
        if (value == null) {
            return usual;
        }
        if (value < least || value > most) {
            problems.add(field + " is " + value + "; allowed: " + least + " to " + most);
            return usual;
        }
        return value;
    }

    /** Nothing at all, or a destination without a name, is none: that is how clients take one away. */
    private @Nullable AsyncDestination destination(String where, @Nullable DestinationConfig wire) {
        if (wire == null || wire.destination() == null || wire.destination().isEmpty()) {
            return null;
        }
        var field = "destination_config." + where;
        var kind = Arrays.stream(AsyncDestination.Kind.values())
                .filter(each -> each.wireName().equals(wire.destination()))
                .findFirst();
        if (kind.isEmpty()) {
            problems.add(field + ".destination is '" + wire.destination() + "'; allowed: "
                    + Arrays.stream(AsyncDestination.Kind.values())
                            .map(AsyncDestination.Kind::wireName)
                            .collect(Collectors.joining(", ")));
            return null;
        }
        var text = wire.param() == null ? "" : wire.param();
        if (text.length() > LONGEST_PARAM) {
            problems.add(field + ".param has " + text.length() + " characters; allowed: at most " + LONGEST_PARAM);
            return null;
        }
        var param = Json.isJson(text.getBytes(StandardCharsets.UTF_8)) ? tree(text) : null;
        if (param == null) {
            problems.add(field + ".param is '" + Excerpt.of(text, 80) + "'; allowed: a JSON object as a string");
            return null;
        }
        return of(kind.get(), text, param, field + ".param");
    }

    private static @Nullable ObjectNode tree(String text) {
        try {
            return Json.object(text.getBytes(StandardCharsets.UTF_8));
        } catch (BadJson e) {
            return null;
        }
    }

    private @Nullable AsyncDestination of(AsyncDestination.Kind kind, String text, ObjectNode param, String where) {
        var name = switch (kind) {
            case FUNCTION -> "func_urn";
            case OBS -> "bucket";
            case SMN -> "topic_urn";
            case DIS -> "stream_name";
        };
        var target = text(param, name, where);
        if (target.isEmpty()) {
            problems.add(where + "." + name + " is ''; allowed: 1 to " + LONGEST_TEXT + " characters");
        }
        if (kind != AsyncDestination.Kind.OBS) {
            return new AsyncDestination(kind, text, target, "", 0);
        }
        return new AsyncDestination(kind, text, target, text(param, "prefix", where), expires(param, where));
    }

    private String text(ObjectNode param, String name, String where) {
        var node = param.path(name);
        var text = node.isString() ? node.stringValue() : "";
        boolean absent = node.isMissingNode() || node.isNull();
        if ((!absent && !node.isString())
                || text.length() > LONGEST_TEXT
                || text.chars().anyMatch(Character::isISOControl)) {
            problems.add(where + "." + name + " is not as allowed: a string of at most " + LONGEST_TEXT
                    + " characters without control characters");
        }
        return text;
    }

    private int expires(ObjectNode param, String where) {
        JsonNode node = param.path("expires");
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        var text = node.isString() ? node.stringValue() : node.toString();
        try {
            int days = Integer.parseInt(text);
            if (days >= 0 && days <= LONGEST_EXPIRY_DAYS) {
                return days;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        problems.add(where + ".expires is " + Excerpt.of(text, 80) + "; allowed: 0 to " + LONGEST_EXPIRY_DAYS);
        return 0;
    }
}
