package funcgraph.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The API rate limit of each project, on this node: a second's worth of requests at once, then one each interval. It is
 * kept as the moment at which the next request would be due (GCRA), one number a project, so that no lock is needed.
 */
final class RateLimits {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, AtomicLong> due = new ConcurrentHashMap<>();

    /**
     * Makes the limits.
     *
     * @param perSecond requests a second and project; 0 for no limit
     */
    RateLimits(int perSecond, LongSupplier nanoTime) {
        this.intervalNanos = perSecond == 0 ? 0 : SECOND_NANOS / perSecond;
        this.nanoTime = nanoTime;
    }

    /** Takes one request's place; false when the project must wait. Only known projects may be asked for. */
    boolean admit(String projectId) {
        if (intervalNanos == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        var next = due.computeIfAbsent(projectId, ignored -> new AtomicLong(now));
        while (true) {
            long seen = next.get();
            long start = seen - now < 0 ? now : seen;
            if (start - now > SECOND_NANOS - intervalNanos) {
                return false;
            }
            if (next.compareAndSet(seen, start + intervalNanos)) {
                return true;
            }
        }
    }
}
