package funcgraph.sinners.domain;

import java.time.Instant;

/** A rule whose answer depends on when it is asked. */
final class ReadsClock {
    private ReadsClock() {}

    static Instant now() {
        return Instant.now();
    }
}
