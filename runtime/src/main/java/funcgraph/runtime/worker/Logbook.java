package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome.Usage;
import funcgraph.runtime.launch.Child;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a worker printed and how much memory it took: both are looked at only as often as it pays. */
final class Logbook {

    private static final long RESIDENT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PEAK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONG_CALL_MICROS = 5_000;

    private final OutputTail tail = new OutputTail();
    private final Printed printed = new Printed();
    private final Child.Output reading = this::read;
    private @Nullable Child child;
    private long residentAtNanos;
    private long peakAtNanos;
    private long peakKb;

    void of(Child started) {
        child = started;
    }

    void drain() {
        if (child != null) {
            child.drainOutput(reading);
        }
    }

    private void read(byte[] bytes, int length) {
        tail.append(bytes, length);
        printed.accept(bytes, length);
    }

    /** From now on these calls get what is printed. */
    void serves(Runs runs) {
        printed.serves(runs);
    }

    /** Hands a call that has been opened what was printed before, when no call ran. */
    void opened(Errand.Run run) {
        printed.opened(run);
    }

    /** Reads what is there, before a call is closed. */
    void drainBeforeEnd() {
        drain();
        printed.ending();
    }

    /** Whether the resident memory exceeds {@code memoryMb}; measured every 20 ms at most. */
    boolean exceeds(int memoryMb, long nowNanos) {
        Child process = child;
        if (process == null || nowNanos - residentAtNanos < RESIDENT_EVERY_NANOS) {
            return false;
        }
        residentAtNanos = nowNanos;
        long residentKb = process.residentKb();
        peakKb = Math.max(peakKb, residentKb);
        return residentKb > memoryMb * 1024L;
    }

    /**
     * Where the log of a call that begins now begins.
     *
     * @param alone whether no other call runs: then it has what the worker printed in between, too
     */
    long begin(boolean alone) {
        if (alone) {
            return tail.untaken();
        }
        drain();
        return tail.end();
    }

    /** The account of a start that has just ended; what it printed must have been read. */
    Usage usage(long initMicros) {
        return account(0, initMicros, tail.untaken());
    }

    /** The account of a call that has just ended, whose log began at {@code logFrom} and must have been read. */
    Usage usage(long durationMicros, long logFrom) {
        return account(durationMicros, 0, logFrom);
    }

    private Usage account(long durationMicros, long initMicros, long logFrom) {
        measurePeak(durationMicros + initMicros);
        return new Usage(durationMicros, initMicros, peakKb, tail.take(logFrom));
    }

    /** Asking the kernel takes as long as a short call, which cannot have changed much. */
    private void measurePeak(long tookMicros) {
        long now = System.nanoTime();
        if (child != null && (tookMicros > LONG_CALL_MICROS || now - peakAtNanos > PEAK_EVERY_NANOS)) {
            peakAtNanos = now;
            peakKb = Math.max(peakKb, child.peakKb());
        }
    }

    /** What it printed last, which may tell why it ended. */
    String lastWords() {
        drain();
        return tail.peek();
    }
}
