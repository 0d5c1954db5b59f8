package funcgraph.engine.iam;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How often a name may still be tried with a password: {@value #BURST} times at once, then once in six seconds. Each
 * user has a bucket of its own that nothing can push out. Names that do not exist are limited alike, so that the limit
 * does not tell which names exist; of these the latest {@value #STRANGERS} are remembered.
 */
final class FailedAttempts {

    static final int BURST = 10;
    static final Duration REFILL = Duration.ofSeconds(6);
    private static final int STRANGERS = 1000;

    private final Set<String> users;
    private final Clock clock;
    private final Map<String, Bucket> ofUsers = new HashMap<>();
    private final Map<String, Bucket> ofStrangers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > STRANGERS;
        }
    };

    /** Filled by {@link #REFILL} per attempt, drained by the time that passes. */
    private static final class Bucket {
        private Duration used = Duration.ZERO;
        private Instant at;

        Bucket(Instant at) {
            this.at = at;
        }

        void drain(Instant now) {
            var elapsed = Duration.between(at, now);
            if (elapsed.isPositive()) {
                used = used.compareTo(elapsed) <= 0 ? Duration.ZERO : used.minus(elapsed);
                at = now;
            }
        }
    }

    FailedAttempts(Set<String> users, Clock clock) {
        this.users = Set.copyOf(users);
        this.clock = clock;
    }

    /**
     * Takes one attempt before the password is looked at, so that many at the same moment cannot slip through.
     *
     * @return zero when it may go on, else how long to wait
     */
    synchronized Duration take(String name) {
        var now = clock.instant();
        var bucket = (users.contains(name) ? ofUsers : ofStrangers).computeIfAbsent(name, fresh -> new Bucket(now));
        bucket.drain(now);
        var afterThis = bucket.used.plus(REFILL);
        var full = REFILL.multipliedBy(BURST);
        if (afterThis.compareTo(full) > 0) {
            return afterThis.minus(full);
        }
        bucket.used = afterThis;
        return Duration.ZERO;
    }

    /** Gives back what a right password took. */
    synchronized void giveBack(String name) {
        var bucket = ofUsers.get(name);
        if (bucket != null) {
            bucket.used = bucket.used.compareTo(REFILL) <= 0 ? Duration.ZERO : bucket.used.minus(REFILL);
        }
    }
}
