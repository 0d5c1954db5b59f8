package funcgraph.engine.metrics;

import funcgraph.domain.metric.Durations;
import java.util.Arrays;

/** The numbers of a meter at one moment, or what they grew by. */
public final class Reading {

    private static final CallResult[] RESULTS = CallResult.values();

    // Where what stands, behind one number for each result.
    static final int COLD = RESULTS.length;
    static final int MICROS = COLD + 1;
    static final int MEGABYTE_MILLIS = MICROS + 1;
    static final int SIZES = MEGABYTE_MILLIS + 1;
    static final int SIZE = SIZES + Durations.BUCKETS;

    static final Reading ZERO = new Reading(new long[SIZE]);

    private final long[] numbers;

    Reading(long[] numbers) {
        this.numbers = numbers;
    }

    Reading minus(Reading before) {
        return combined(before, -1);
    }

    Reading plus(Reading other) {
        return combined(other, 1);
    }

    private Reading combined(Reading other, int sign) {
        var result = new long[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = numbers[i] + sign * other.numbers[i];
        }
        return new Reading(result);
    }

    public long of(CallResult result) {
        return numbers[result.slot()];
    }

    long of(CallResult.Fault fault) {
        long sum = 0;
        for (var result : RESULTS) {
            sum += result.fault() == fault ? numbers[result.slot()] : 0;
        }
        return sum;
    }

    /** Calls, however they ended. */
    public long all() {
        long sum = 0;
        for (int i = 0; i < RESULTS.length; i++) {
            sum += numbers[i];
        }
        return sum;
    }

    public long coldStarts() {
        return numbers[COLD];
    }

    /** Of all handlers. */
    public long micros() {
        return numbers[MICROS];
    }

    long megabyteMillis() {
        return numbers[MEGABYTE_MILLIS];
    }

    /** Of each bucket of {@link Durations}. */
    public long[] sizes() {
        return Arrays.copyOfRange(numbers, SIZES, SIZE);
    }
}
