package funcgraph.http.metrics;

import funcgraph.domain.FunctionKey;
import funcgraph.engine.metrics.Charts;
import funcgraph.http.exchange.Query;
import java.time.Duration;
import java.time.Instant;
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
    static Charts.Wanted wanted(String projectId, Optional<FunctionKey> function, Query query, Instant now) {
        var to = query.time("to").orElse(now);
        var from = query.time("from").orElse(to.minus(Duration.ofHours(1)));
        if (!from.isBefore(to)) {
            throw Query.bad("from", query.text("from").orElse(from.toString()), "a time before to, which is " + to);
        }
        int step = query.number("step", MINUTE, 24 * HOUR).map(Long::intValue).orElseGet(() -> step(from, to));
        if (step % MINUTE != 0) {
            throw Query.bad("step", Integer.toString(step), "a multiple of 60 seconds");
        }
        if (Duration.between(from, to).toSeconds() / step >= Charts.MOST_POINTS) {
            throw Query.bad(
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
        return new Query(Map.of("period", text))
                .number("period", 1, LONGEST.toMinutes())
                .orElse(0L)
                .intValue();
    }
}
