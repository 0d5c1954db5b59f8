package funcgraph.domain.reserved;

import funcgraph.domain.reserved.Reservation.MetricPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many instances a metric policy wants: so many that of a hundred as many are busy as its threshold says. It follows
 * a rising load within seconds, doubling at most; a falling one only when a whole minute would have done with fewer, one
 * instance at a time. Not thread-safe.
 */
public final class LoadScale {

    /** How often the number may change. */
    public static final Duration STEP = Duration.ofSeconds(5);

    private static final Duration MEMORY = Duration.ofSeconds(60);
    private static final double PERCENT = 100.0;

    private final MetricPolicy policy;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Instant changeable = Instant.MIN;
    private int wanted;

    private record Sample(Instant at, double busy) {}

    public LoadScale(MetricPolicy policy) {
        this.policy = policy;
        this.wanted = policy.min();
    }

    /**
     * Takes a measurement and says how many instances are wanted now.
     *
     * @param busy instances that are needed for what runs or waits at this moment
     * @param most that may be wanted
     */
    public int wanted(Instant now, double busy, int most) {
        samples.addLast(new Sample(now, busy));
        while (samples.getFirst().at().isBefore(now.minus(MEMORY))) {
            samples.removeFirst();
        }
        if (!now.isBefore(changeable)) {
            int next = next(now);
            if (next != wanted) {
                wanted = next;
                changeable = now.plus(STEP);
            }
        }
        wanted = Math.clamp(wanted, Math.min(policy.min(), most), most);
        return wanted;
    }

    private int next(Instant now) {
        int needed = needed(mean(now.minus(STEP)));
        if (needed > wanted) {
            return Math.min(needed, wanted + Math.max(1, wanted));
        }
        boolean knowsEnough = !samples.getFirst().at().isAfter(now.minus(MEMORY).plus(STEP));
        return knowsEnough && neededAtPeak() < wanted ? Math.max(policy.min(), wanted - 1) : wanted;
    }

    private int needed(double busy) {
        return (int) Math.min(ReservationRules.MOST, Math.ceil(busy * PERCENT / policy.threshold()));
    }

    private double mean(Instant since) {
        return samples.stream()
                .filter(sample -> !sample.at().isBefore(since))
                .mapToDouble(Sample::busy)
                .average()
                .orElse(0);
    }

    /** Of the whole memory, by means of steps, so that a single moment does not count as a load. */
    private int neededAtPeak() {
        double peak = 0;
        double sum = 0;
        int count = 0;
        var until = samples.getFirst().at().plus(STEP);
        for (var sample : samples) {
            if (!sample.at().isBefore(until)) {
                peak = Math.max(peak, sum / Math.max(1, count));
                sum = 0;
                count = 0;
                until = sample.at().plus(STEP);
            }
            sum += sample.busy();
            count++;
        }
        return needed(Math.max(peak, sum / Math.max(1, count)));
    }
}
