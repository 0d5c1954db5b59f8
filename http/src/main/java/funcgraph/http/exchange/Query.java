package funcgraph.http.exchange;

import funcgraph.contract.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what stands behind the question mark. A parameter that is empty is not there; one that is not as it must be is
 * refused with FSS.1001, and the message names it.
 */
public final class Query {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long LATEST_MILLIS = 253_402_300_799_999L; // the end of the year 9999

    private final Map<String, String> query;

    public Query(Map<String, String> query) {
        this.query = query;
    }

    /** A time as answers have it. */
    public static String written(Instant time) {
        return TIME.format(time);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    /** ISO-8601 with an offset, or milliseconds since 1970. */
    public Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    long millis = Long.parseLong(text);
                    if (millis <= LATEST_MILLIS) {
                        return Instant.ofEpochMilli(millis);
                    }
                } else {
                    var time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
                    if (time.getEpochSecond() >= 0) {
                        return Instant.ofEpochMilli(time.toEpochMilli());
                    }
                }
            } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
                // Answered below, like a time out of range.
            }
            throw bad(name, text, "a time like 2026-11-28T16:43:07.123Z, or milliseconds since 1970");
        });
    }

    public int limit(int usual, int most) {
        return (int) number("limit", 1, most).orElse((long) usual).longValue();
    }

    /** A whole number in a range, both ends of which are in it. */
    public Optional<Long> number(String name, long least, long most) {
        return text(name).map(text -> {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Answered below, like a number out of range.
            }
            throw bad(name, text, "a whole number from %d to %d".formatted(least, most));
        });
    }

    public long marker() {
        return number("marker", 0, Long.MAX_VALUE - 2).orElse(0L);
    }

    public boolean flag(String name) {
        return text(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw bad(name, text, "true or false");
                })
                .orElse(false);
    }

    public static Rejected bad(String name, String value, String allowed) {
        return new Rejected(ErrorCode.INVALID_QUERY, name + " is '" + value + "'; allowed: " + allowed);
    }
}
