package funcgraph.engine.async;

import funcgraph.domain.AsyncRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One function's place on this node: a short queue of what was taken for it, and how many of it may run. When the
 * platform has no place for a call, that number becomes what runs already, and grows again by one now and then, so that
 * a function whose own limit is low is not tried in vain again and again. When nothing of it runs, it rests. All methods
 * are short and may be called from anywhere.
 */
final class Lane {

    /** Of a quick function, so many are queued for each that runs, so that none waits for the store. */
    private static final int QUEUED = 8;

    /** What is queued for a slow function would only seem to run, and could be run by another node. */
    private static final double QUICK_MILLIS = 250;

    private static final double WEIGHT = 0.2;

    private static final Duration GROWS_EVERY = Duration.ofMillis(250);

    /** For so long it is remembered how the last calls went. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final String functionId;
    private final int mostRunning;
    private final ArrayDeque<Taken> queue = new ArrayDeque<>();
    private int window;
    private int running;
    private int refusals;
    private long bytes;
    private double meanMillis = Double.MAX_VALUE;
    private Instant refusedUntil = Instant.EPOCH;
    private Instant restsUntil = Instant.EPOCH;
    private Instant growsAt = Instant.EPOCH;

    Lane(String functionId, int mostRunning) {
        this.functionId = functionId;
        this.mostRunning = mostRunning;
        this.window = mostRunning;
    }

    String functionId() {
        return functionId;
    }

    /** How many more should be taken now; 0 while it rests, or while enough are queued. */
    synchronized int wants(Instant now) {
        if (now.isBefore(restsUntil) || queue.size() >= window * queuedForEach() / 2 + 1) {
            return 0;
        }
        return window * (1 + queuedForEach()) - held();
    }

    private int queuedForEach() {
        return meanMillis < QUICK_MILLIS ? QUEUED : 0;
    }

    /** Queued and running. */
    synchronized int held() {
        return queue.size() + running;
    }

    /** What their events take. */
    synchronized long heldBytes() {
        return bytes;
    }

    synchronized void add(List<Taken> taken) {
        queue.addAll(taken);
        taken.forEach(each -> bytes += each.row().event().length);
    }

    /** The next one that is to run now, or null. */
    synchronized @Nullable Taken begin() {
        if (running >= window) {
            return null;
        }
        var next = queue.poll();
        if (next != null) {
            running++;
        }
        return next;
    }

    /** One ran, however it ended. */
    synchronized void ran(Taken taken, Instant now, Duration took) {
        dropped(taken);
        meanMillis =
                meanMillis == Double.MAX_VALUE ? took.toMillis() : meanMillis + WEIGHT * (took.toMillis() - meanMillis);
        refusals = 0;
        if (window < mostRunning && !now.isBefore(growsAt)) {
            window++;
            growsAt = now.plus(GROWS_EVERY);
        }
    }

    /** One never got to run: too old, or cancelled. */
    synchronized void dropped(Taken taken) {
        running--;
        bytes -= taken.row().event().length;
    }

    /** The platform had no place for one; says when it may be tried again. */
    synchronized Instant refused(Taken taken, Instant now, double chance) {
        dropped(taken);
        window = Math.max(1, running);
        growsAt = now.plus(GROWS_EVERY);
        if (!now.isBefore(refusedUntil)) { // those that were refused together count once
            refusals++;
            refusedUntil = now.plus(AsyncRules.pause(refusals, chance));
        }
        if (running == 0) {
            restsUntil = refusedUntil;
        }
        return refusedUntil;
    }

    /** Whether nothing more is begun for a while. */
    synchronized boolean rests(Instant now) {
        return now.isBefore(restsUntil);
    }

    /** Whether it can be forgotten. */
    synchronized boolean isIdle(Instant now) {
        return held() == 0 && now.isAfter(refusedUntil.plus(MEMORY));
    }

    /** Takes one out that has not begun; false when it has. */
    synchronized boolean remove(Taken taken) {
        boolean queued = queue.remove(taken);
        if (queued) {
            bytes -= taken.row().event().length;
        }
        return queued;
    }

    /** Takes out what has not begun. */
    synchronized List<Taken> empty() {
        var rest = new ArrayList<>(queue);
        queue.clear();
        rest.forEach(each -> bytes -= each.row().event().length);
        return rest;
    }
}
