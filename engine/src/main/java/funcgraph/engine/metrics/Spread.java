package funcgraph.engine.metrics;

import funcgraph.domain.metric.Durations;

/** How durations of one kind are spread. On any thread. */
public final class Spread {

    private static final long NANOS_PER_MICRO = 1000;

    private final Counts counts = new Counts(Durations.BUCKETS + 1);

    void addMicros(long micros) {
        var mine = counts.mine();
        mine.getAndIncrement(Durations.bucket(micros));
        mine.getAndAdd(Durations.BUCKETS, micros);
    }

    void addNanos(long nanos) {
        addMicros(nanos / NANOS_PER_MICRO);
    }

    /**
     * What was added so far.
     *
     * @param counts of each bucket of {@link Durations}
     */
    public record Sum(long[] counts, long micros) {}

    public Sum sum() {
        var sum = counts.sum();
        return new Sum(sum, sum[Durations.BUCKETS]);
    }
}
