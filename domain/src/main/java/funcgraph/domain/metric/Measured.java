package funcgraph.domain.metric;

import funcgraph.domain.FunctionKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A span of time of a function, or of a project.
 *
 * @param function empty when it is all of the project
 */
public record Measured(String projectId, Optional<FunctionKey> function, Span span, Instant start, Bucket bucket) {

    /** Lengths of time that are kept, each aligned to multiples of itself since 1970, UTC. */
    public enum Span {
        MINUTE(60),
        HOUR(3600),
        DAY(86_400);

        private final int seconds;

        Span(int seconds) {
            this.seconds = seconds;
        }

        public int seconds() {
            return seconds;
        }

        /** The start of the one that a moment is in. */
        public Instant startOf(Instant moment) {
            return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
        }
    }
}
