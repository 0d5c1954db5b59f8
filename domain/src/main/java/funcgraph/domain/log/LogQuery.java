package funcgraph.domain.log;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which lines of a function's log are wanted.
 *
 * @param version whose calls alone are wanted; empty for all
 * @param from earliest time
 * @param to latest time, itself left out
 * @param text that a line must hold, in any case
 * @param marker the place behind which to go on, 0 for the beginning; with {@code newestFirst} the place before which,
 *     and 0 for the end
 * @param limit most lines, at least 1
 */
public record LogQuery(
        Optional<String> version,
        Optional<String> requestId,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<LogLevel> least,
        Optional<String> text,
        long marker,
        boolean newestFirst,
        int limit) {

    public LogQuery {
        text = text.map(wanted -> wanted.toLowerCase(Locale.ROOT));
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit);
        }
    }

    /** The same from another place on, with another limit. */
    public LogQuery at(long place, boolean newest, int most) {
        return new LogQuery(version, requestId, from, to, least, text, place, newest, most);
    }

    /** Whether a line is wanted, wherever it stands. */
    public boolean matches(LogLine line) {
        return version.filter(wanted -> !wanted.equals(line.version())).isEmpty()
                && requestId.filter(wanted -> !wanted.equals(line.requestId())).isEmpty()
                && from.filter(line.time()::isBefore).isEmpty()
                && to.filter(end -> !line.time().isBefore(end)).isEmpty()
                && least.filter(wanted -> !line.level().isAtLeast(wanted)).isEmpty()
                && text.filter(wanted -> !line.text().toLowerCase(Locale.ROOT).contains(wanted))
                        .isEmpty();
    }
}
