package funcgraph.domain.trigger;

import com.cronutils.model.time.ExecutionTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When a timer falls due (functiongraph-api 2.5, TIMER). Due times are whole seconds. */
public sealed interface Schedule {

    /** What a rate may be, for messages. */
    String RATE_RULE = "a number and a unit, 1m to 60m, 1h to 24h or 1d to 30d";

    /** What a cron schedule may be, for messages. */
    String CRON_RULE =
            "'[CRON_TZ=ZONE ]SECOND MINUTE HOUR DAY MONTH [WEEKDAY]' that falls due some day, or '@every' and"
                    + " a duration such as 2h30m";

    /**
     * The first due time after a moment.
     *
     * @param anchor from when on intervals are counted
     * @param zone whose calendar counts when the schedule names none
     */
    Instant next(Instant after, Instant anchor, ZoneId zone);

    /** The last due time that is not after a moment; the parameters are those of {@link #next}. */
    Optional<Instant> latest(Instant at, Instant anchor, ZoneId zone);

    /** At intervals of at least a second. */
    record Every(Duration interval) implements Schedule {

        public Every {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0
                    || !interval.equals(interval.truncatedTo(ChronoUnit.SECONDS))) {
                throw new IllegalArgumentException("an interval of " + interval);
            }
        }

        @Override
        public Instant next(Instant after, Instant anchor, ZoneId zone) {
            var first = anchor.truncatedTo(ChronoUnit.SECONDS).plus(interval);
            if (first.isAfter(after)) {
                return first;
            }
            long passed = Duration.between(first, after).dividedBy(interval) + 1;
            return first.plus(interval.multipliedBy(passed));
        }

        @Override
        public Optional<Instant> latest(Instant at, Instant anchor, ZoneId zone) {
            var first = anchor.truncatedTo(ChronoUnit.SECONDS).plus(interval);
            return first.isAfter(at)
                    ? Optional.empty()
                    : Optional.of(first.plus(
                            interval.multipliedBy(Duration.between(first, at).dividedBy(interval))));
        }
    }

    /** By the calendar. {@code ownZone} is empty when the expression names none. */
    record Cron(String expression, ExecutionTime times, Optional<ZoneId> ownZone) implements Schedule {

        @Override
        public Instant next(Instant after, Instant anchor, ZoneId zone) {
            // In the middle of a second cron-utils leaves out the one that follows.
            var second = after.truncatedTo(ChronoUnit.SECONDS);
            return times.nextExecution(second.atZone(ownZone.orElse(zone)))
                    .orElseThrow(() -> new IllegalStateException(expression + " never falls due"))
                    .toInstant();
        }

        /** By the calendar no anchor counts. */
        @Override
        public Optional<Instant> latest(Instant at, Instant anchor, ZoneId zone) {
            // What cron-utils is asked for lies before the moment it is given.
            var behind = at.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            return times.lastExecution(behind.atZone(ownZone.orElse(zone))).map(ZonedDateTime::toInstant);
        }
    }

    /** Reads a schedule of type {@code Rate}; empty when it is none. */
    static Optional<Schedule> rate(String text) {
        return Schedules.rate(text);
    }

    /** Reads a schedule of type {@code Cron}; empty when it is none. */
    static Optional<Schedule> cron(String text) {
        return Schedules.cron(text);
    }
}
