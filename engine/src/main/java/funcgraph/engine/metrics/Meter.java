package funcgraph.engine.metrics;

import funcgraph.domain.metric.Bucket;
import funcgraph.domain.metric.Durations;
import funcgraph.domain.metric.Sketch;
import funcgraph.engine.invoke.CallLog;
import funcgraph.engine.invoke.Ended;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls of one function. Its numbers only grow; what a span of time amounts to is the difference of two readings, so
 * that nothing is lost between them. Only the extremes of a span begin anew with each.
 */
final class Meter {

    private final Counts counts = new Counts(Reading.SIZE);
    private final AtomicLong least = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong most = new AtomicLong();
    private final AtomicLong concurrency = new AtomicLong();
    private final AtomicLong memoryKb = new AtomicLong();

    /** Notes a call. On any thread. */
    void add(Ended ended) {
        var invoked = ended.invoked();
        var usage = invoked.outcome().usage();
        var mine = counts.mine();
        mine.getAndIncrement(CallResult.of(invoked.outcome()).slot());
        raise(concurrency, ended.stages().concurrency());
        if (usage.initMicros() > 0) {
            mine.getAndIncrement(Reading.COLD);
        }
        raise(memoryKb, usage.peakMemoryKb());
        if (ended.stages().workerNanos() >= 0) {
            long micros = usage.durationMicros();
            mine.getAndIncrement(Reading.SIZES + Durations.bucket(micros));
            mine.getAndAdd(Reading.MICROS, micros);
            mine.getAndAdd(Reading.MEGABYTE_MILLIS, invoked.memoryMb() * CallLog.billedMillis(usage));
            raise(most, micros);
            lower(least, micros);
        }
    }

    /** Most of the time it is not the highest, and then nothing is written. */
    private static void raise(AtomicLong highest, long value) {
        for (long now = highest.get(); value > now && !highest.compareAndSet(now, value); now = highest.get()) {
            // somebody else changed it
        }
    }

    private static void lower(AtomicLong lowest, long value) {
        for (long now = lowest.get(); value < now && !lowest.compareAndSet(now, value); now = lowest.get()) {
            // somebody else changed it
        }
    }

    /** All numbers as they are now. */
    Reading reading() {
        return new Reading(counts.sum());
    }

    /** What happened since a reading, with the extremes so far. */
    Bucket since(Reading before, int workers, int reserved, int running) {
        return bucket(
                reading().minus(before),
                least.get(),
                most.get(),
                concurrency.get(),
                memoryKb.get(),
                workers,
                reserved,
                running);
    }

    /** The same until {@code now}, and the extremes begin anew. */
    Bucket close(Reading before, Reading now, int workers, int reserved, int running) {
        return bucket(
                now.minus(before),
                least.getAndSet(Long.MAX_VALUE),
                most.getAndSet(0),
                concurrency.getAndSet(0),
                memoryKb.getAndSet(0),
                workers,
                reserved,
                running);
    }

    private static Bucket bucket(
            Reading span,
            long least,
            long most,
            long concurrency,
            long memoryKb,
            int workers,
            int reserved,
            int running) {
        long function = span.of(CallResult.Fault.FUNCTION);
        long system = span.of(CallResult.Fault.PLATFORM);
        return new Bucket(
                span.of(CallResult.Fault.NONE) + function + system,
                function,
                system,
                span.of(CallResult.Fault.CALLER),
                span.coldStarts(),
                span.micros(),
                least,
                most,
                (int) Math.max(concurrency, running),
                memoryKb,
                workers,
                reserved,
                span.megabyteMillis(),
                Sketch.of(span.sizes()));
    }
}
