package funcgraph.http.metrics;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.FunctionKey;
import funcgraph.engine.metrics.Charts;
import funcgraph.http.exchange.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** Reads the queries of charts and reports. */
final class MetricQueries {

    private static final int MINUTE = 60;
    private static final int FIVE_MINUTES = 5 * MINUTE;
    private static final int HOUR = 60 * MINUTE;
    private static final Duration BY_MINUTES = Duration.ofHours(3);
    private static final Duration BY_FIVE = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(31);

    private MetricQueries() {}

    /** {@code from}, {@code to} and {@code step}; without them the last hour by minutes. */
    static Charts.Wanted wanted(
            String projectId, Optional<FunctionKey> function, Map<String, String> query, Instant now) {
        var to = time(query, "to").orElse(now);
        var from = time(query, "from").orElse(to.minus(Duration.ofHours(1)));
        if (!from.isBefore(to)) {
            throw bad("from", query.getOrDefault("from", from.toString()), "a time before to, which is " + to);
        }
        int step =
                query.getOrDefault("step", "").isEmpty() ? step(from, to) : number(query, "step", 0, MINUTE, 24 * HOUR);
        if (step % MINUTE != 0) {
            throw bad("step", Integer.toString(step), "a multiple of 60 seconds");
        }
        if (Duration.between(from, to).toSeconds() / step >= Charts.MOST_POINTS) {
            throw bad(
                    "step",
                    Integer.toString(step),
                    "steps that are " + Charts.MOST_POINTS + " at most between from and to");
        }
        return new Charts.Wanted(projectId, function, from, to, step);
    }

    /** The last minutes of the API's reports (functiongraph-api 2.8). */
    static Charts.Wanted last(String projectId, Optional<FunctionKey> function, int minutes, Instant now) {
        var from = now.minus(Duration.ofMinutes(minutes));
        return new Charts.Wanted(projectId, function, from, now, step(from, now));
    }

    private static int step(Instant from, Instant to) {
        var span = Duration.between(from, to);
        if (span.compareTo(BY_MINUTES) <= 0) {
            return MINUTE;
        }
        return span.compareTo(BY_FIVE) <= 0 ? FIVE_MINUTES : HOUR;
    }

    /** Minutes back from now. */
    static int period(String text) {
        return number(Map.of("period", text), "period", 0, 1, (int) LONGEST.toMinutes());
    }

    /** A whole number within bounds; {@code absent} when it is not there. */
    static int number(Map<String, String> query, String name, int absent, int least, int most) {
        var text = query.getOrDefault(name, "");
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw bad(name, text, "a whole number from " + least + " to " + most);
    }

    /** ISO 8601, or milliseconds since 1970. */
    static Optional<Instant> time(Map<String, String> query, String name) {
        var text = query.getOrDefault(name, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.chars().allMatch(Character::isDigit) && text.length() <= 15
                            ? Instant.ofEpochMilli(Long.parseLong(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw bad(name, text, "a time such as 2026-11-28T16:43:07.123Z, or milliseconds since 1970");
        }
    }

    static Rejected bad(String name, String value, String allowed) {
        return new Rejected(ErrorCode.INVALID_QUERY, name + " is '" + value + "'; allowed: " + allowed);
    }
}
