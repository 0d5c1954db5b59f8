package funcgraph.engine.source;

import java.time.Duration;

/** Rests that grow while things go wrong. For one thread. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** How long to rest now. */
    Duration rest() {
        var rest = next;
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return rest;
    }

    void reset() {
        next = FIRST;
    }
}
