package funcgraph.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How long each of many operations took.
 *
 * @param nanos ascending, at least one
 * @param seconds in which all of them happened
 */
record Latencies(long[] nanos, double seconds) {

    Latencies {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    static Latencies of(List<long[]> parts, double seconds) {
        var all = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Latencies(all, seconds);
    }

    /** The time in milliseconds that this share of the operations, from 0 to 1, did not exceed. */
    double millis(double share) {
        int at = (int) Math.ceil(share * nanos.length) - 1;
        return nanos[Math.clamp(at, 0, nanos.length - 1)] / 1e6;
    }

    double perSecond() {
        return nanos.length / seconds;
    }
}
