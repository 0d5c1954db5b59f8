package funcgraph.domain.metric;

/**
 * How durations are sorted by size: eight buckets for each doubling, so that whatever is read from them is off by 6 % at
 * most, and a power of two is always a bound. From 1 µs to 76 hours; longer ones are in the last bucket.
 */
public final class Durations {

    private static final int BITS = 3;
    private static final int PER_DOUBLING = 1 << BITS;
    private static final int LONGEST_BITS = 38;

    /** How many buckets there are. */
    public static final int BUCKETS = (LONGEST_BITS - BITS + 1) * PER_DOUBLING;

    private Durations() {}

    /** The bucket of a duration in microseconds; a negative one counts as none. */
    public static int bucket(long micros) {
        if (micros < PER_DOUBLING) {
            return (int) Math.max(0, micros);
        }
        int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        if (highest >= LONGEST_BITS) {
            return BUCKETS - 1;
        }
        int shift = highest - BITS;
        return (shift + 1) * PER_DOUBLING + (int) (micros >>> shift) - PER_DOUBLING;
    }

    /** The least duration that is in a bucket, in microseconds; of the number behind the last, where that ends. */
    public static long leastMicros(int bucket) {
        if (bucket < PER_DOUBLING) {
            return bucket;
        }
        int shift = bucket / PER_DOUBLING - 1;
        return (long) (PER_DOUBLING + bucket % PER_DOUBLING) << shift;
    }

    /**
     * The duration that a share of all does not exceed, in microseconds; -1 of none at all.
     *
     * @param counts of each bucket
     * @param share from 0 to 1
     */
    public static double quantileMicros(long[] counts, double share) {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += counts[i];
        }
        if (all == 0) {
            return -1;
        }
        long rank = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        int bucket = 0;
        while (bucket < BUCKETS - 1 && (seen += counts[bucket]) < rank) {
            bucket++;
        }
        return (leastMicros(bucket) + leastMicros(bucket + 1)) / 2.0;
    }
}
