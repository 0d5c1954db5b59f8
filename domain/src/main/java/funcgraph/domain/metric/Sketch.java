package funcgraph.domain.metric;

import java.util.Arrays;

/** How many durations were in each bucket of {@link Durations}. Immutable. */
public final class Sketch {

    public static final Sketch EMPTY = new Sketch(new long[Durations.BUCKETS]);

    private final long[] counts;

    private Sketch(long[] counts) {
        this.counts = counts;
    }

    /** One for each bucket; copied. */
    public static Sketch of(long[] counts) {
        if (counts.length != Durations.BUCKETS) {
            throw new IllegalArgumentException("there are " + Durations.BUCKETS + " buckets, not " + counts.length);
        }
        return new Sketch(counts.clone());
    }

    /** Reads what {@link #text} wrote. */
    public static Sketch parse(String text) {
        var counts = new long[Durations.BUCKETS];
        if (!text.isEmpty()) {
            for (var pair : text.split(",", -1)) {
                int colon = pair.indexOf(':');
                counts[Integer.parseInt(pair, 0, colon, 10)] = Long.parseLong(pair, colon + 1, pair.length(), 10);
            }
        }
        return new Sketch(counts);
    }

    /** Short, since only few buckets ever hold something: {@code 64:3,71:1}. */
    public String text() {
        var text = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                text.append(text.isEmpty() ? "" : ",").append(i).append(':').append(counts[i]);
            }
        }
        return text.toString();
    }

    public Sketch plus(Sketch other) {
        var sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.counts[i];
        }
        return new Sketch(sum);
    }

    /** How many there are. */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    /** The duration that a share of all does not exceed, in milliseconds; -1 of none at all. */
    public double quantileMillis(double share) {
        double micros = Durations.quantileMicros(counts, share);
        return micros < 0 ? -1 : micros / 1000;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch sketch && Arrays.equals(counts, sketch.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Sketch[" + text() + "]";
    }
}
