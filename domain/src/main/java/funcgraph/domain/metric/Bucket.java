package funcgraph.domain.metric;

/**
 * What the calls of a span of time amount to.
 *
 * @param calls that ended, but for those that were refused
 * @param functionErrors of these, those that failed by the function's fault
 * @param systemErrors of these, those that the platform could not run
 * @param throttled that were refused: a limit was reached, or the function is disabled
 * @param coldStarts calls that waited for code to be loaded
 * @param durationMicros of handlers, all together
 * @param leastMicros the shortest of them, {@link Long#MAX_VALUE} of none
 * @param mostMicros the longest of them
 * @param concurrency most calls that ran at a time
 * @param memoryKb most resident memory of a worker, KiB
 * @param workers most workers at a time
 * @param reserved most reserved workers at a time
 * @param megabyteMillis memory size times billed time
 * @param durations of handlers, by size
 */
public record Bucket(
        long calls,
        long functionErrors,
        long systemErrors,
        long throttled,
        long coldStarts,
        long durationMicros,
        long leastMicros,
        long mostMicros,
        int concurrency,
        long memoryKb,
        int workers,
        int reserved,
        long megabyteMillis,
        Sketch durations) {

    public static final Bucket EMPTY = new Bucket(0, 0, 0, 0, 0, 0, Long.MAX_VALUE, 0, 0, 0, 0, 0, 0, Sketch.EMPTY);

    private static final double MICROS_PER_MILLI = 1000;
    private static final double MEGABYTE_MILLIS_PER_GIGABYTE_SECOND = 1024 * 1000;

    /** Both spans of one function together, one after the other or on two nodes at a time. */
    public Bucket plus(Bucket other) {
        return with(
                other,
                Math.max(concurrency, other.concurrency),
                Math.max(workers, other.workers),
                Math.max(reserved, other.reserved));
    }

    /** The same span of two functions together: workers add up; their peaks of concurrency need not have met. */
    public Bucket beside(Bucket other) {
        return with(
                other, Math.max(concurrency, other.concurrency), workers + other.workers, reserved + other.reserved);
    }

    /** The same with a concurrency of at least so much. */
    public Bucket withConcurrency(int atLeast) {
        return plus(new Bucket(0, 0, 0, 0, 0, 0, Long.MAX_VALUE, 0, atLeast, 0, 0, 0, 0, Sketch.EMPTY));
    }

    private Bucket with(Bucket other, int atATime, int allWorkers, int allReserved) {
        return new Bucket(
                calls + other.calls,
                functionErrors + other.functionErrors,
                systemErrors + other.systemErrors,
                throttled + other.throttled,
                coldStarts + other.coldStarts,
                durationMicros + other.durationMicros,
                Math.min(leastMicros, other.leastMicros),
                Math.max(mostMicros, other.mostMicros),
                atATime,
                Math.max(memoryKb, other.memoryKb),
                allWorkers,
                allReserved,
                megabyteMillis + other.megabyteMillis,
                durations.plus(other.durations));
    }

    /** Whether nothing was asked for and nothing was there. */
    public boolean isEmpty() {
        return calls == 0 && throttled == 0 && workers == 0 && reserved == 0;
    }

    public long errors() {
        return functionErrors + systemErrors;
    }

    /** -1 when no handler ran. */
    public double meanMillis() {
        long ran = durations.count();
        return ran == 0 ? -1 : durationMicros / MICROS_PER_MILLI / ran;
    }

    /** -1 when no handler ran. */
    public double leastMillis() {
        return leastMicros == Long.MAX_VALUE ? -1 : leastMicros / MICROS_PER_MILLI;
    }

    /** -1 when no handler ran. */
    public double mostMillis() {
        return leastMicros == Long.MAX_VALUE ? -1 : mostMicros / MICROS_PER_MILLI;
    }

    /** The quantile of handler times, never beyond the longest; -1 when no handler ran. */
    public double quantileMillis(double share) {
        double found = durations.quantileMillis(share);
        return found < 0 ? -1 : Math.max(leastMillis(), Math.min(mostMillis(), found));
    }

    /** What is billed: GB of memory times seconds. */
    public double gigabyteSeconds() {
        return megabyteMillis / MEGABYTE_MILLIS_PER_GIGABYTE_SECOND;
    }
}
