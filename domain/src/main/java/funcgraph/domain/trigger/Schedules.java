package funcgraph.domain.trigger;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the texts of schedules. The form with seconds, an optional weekday, {@code CRON_TZ} and {@code @every} is that of
 * the service; what a field means, cron-utils knows.
 */
final class Schedules {

    private static final String ZONE = "CRON_TZ=";
    private static final String EVERY = "@every ";
    private static final Pattern RATE = Pattern.compile("([1-9][0-9]?)([mhd])");
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern DURATION = Pattern.compile("(?:" + DURATION_PART.pattern() + ")+");
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** Beyond it nobody waits, and arithmetic would end somewhere. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    private static final int LONGEST_TEXT = 256;
    private static final int DAY_FIELD = 3;
    private static final int WEEKDAY_FIELD = 5;

    /** From here every schedule that ever falls due does so within a few years, leap days included. */
    private static final Instant ANY_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final CronDefinition FORM = CronDefinitionBuilder.defineCron()
            .withSeconds()
            .withValidRange(0, 59)
            .and()
            .withMinutes()
            .withValidRange(0, 59)
            .and()
            .withHours()
            .withValidRange(0, 23)
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .and()
            .withDayOfWeek()
            .withValidRange(0, 6)
            .withMondayDoWValue(1)
            .and()
            .instance();

    private Schedules() {}

    static Optional<Schedule> rate(String text) {
        var parts = RATE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "m" -> every(Duration.ofMinutes(number), number <= 60);
            case "h" -> every(Duration.ofHours(number), number <= 24);
            default -> every(Duration.ofDays(number), number <= 30);
        };
    }

    static Optional<Schedule> cron(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        if (text.startsWith(EVERY)) {
            return interval(text.substring(EVERY.length()).strip());
        }
        if (!text.startsWith(ZONE)) {
            return calendar(text, Optional.empty());
        }
        int blank = text.indexOf(' ');
        try {
            return blank < 0
                    ? Optional.empty()
                    : calendar(text.substring(blank + 1), Optional.of(ZoneId.of(text.substring(ZONE.length(), blank))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Schedule> every(Duration interval, boolean allowed) {
        return allowed ? Optional.of(new Schedule.Every(interval)) : Optional.empty();
    }

    /** Less than a second counts as one, and parts of a second are dropped. */
    private static Optional<Schedule> interval(String text) {
        if (!DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        var nanos = BigDecimal.ZERO;
        var parts = DURATION_PART.matcher(text);
        while (parts.find()) {
            nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(nanosOf(parts.group(2)))));
        }
        if (nanos.signum() == 0 || nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Schedule.Every(Duration.ofSeconds(Math.max(1, nanos.longValue() / NANOS_A_SECOND))));
    }

    private static Optional<Schedule> calendar(String text, Optional<ZoneId> zone) {
        var fields = text.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
        if (fields.length != WEEKDAY_FIELD && fields.length != WEEKDAY_FIELD + 1) {
            return Optional.empty();
        }
        var whole = Arrays.copyOf(fields, WEEKDAY_FIELD + 1);
        whole[WEEKDAY_FIELD] = fields.length == WEEKDAY_FIELD ? "*" : anyFor(fields[WEEKDAY_FIELD]);
        whole[DAY_FIELD] = anyFor(whole[DAY_FIELD]);
        try {
            var times = ExecutionTime.forCron(new CronParser(FORM).parse(String.join(" ", whole)));
            return times.nextExecution(ANY_TIME.atZone(ZoneOffset.UTC))
                    .map(ignored -> new Schedule.Cron(text, times, zone));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> NANOS_A_SECOND;
            case "m" -> 60 * NANOS_A_SECOND;
            case "h" -> 3600 * NANOS_A_SECOND;
            default -> throw new IllegalArgumentException(unit);
        };
    }

    private static String anyFor(String field) {
        return field.equals("?") ? "*" : field;
    }
}
