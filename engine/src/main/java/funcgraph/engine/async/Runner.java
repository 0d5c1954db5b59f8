package funcgraph.engine.async;

import funcgraph.domain.AsyncRules;
import funcgraph.domain.AsyncStatus;
import funcgraph.domain.InvokeOutcome;
import funcgraph.engine.invoke.BackgroundCalls;
import funcgraph.engine.invoke.Invoked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/**
 * Runs what was taken, lane by lane, and says of each what has become of it. When one ends the next of its lane begins
 * at once, on whichever thread that is; nothing here blocks.
 */
public final class Runner {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final BackgroundCalls calls;
    private final CompletionLoop completions;
    private final Clock clock;
    private final DoubleSupplier chance;
    private final ConcurrentHashMap<String, Taken> running = new ConcurrentHashMap<>();
    private final AtomicInteger runningNow = new AtomicInteger();
    private volatile Runnable hungry = () -> {};
    private volatile boolean stopping;
    private volatile boolean givenUp;

    /**
     * Makes the runner.
     *
     * @param chance from 0 to 1, for the jitter of retries
     */
    public Runner(BackgroundCalls calls, CompletionLoop completions, Clock clock, DoubleSupplier chance) {
        this.calls = calls;
        this.completions = completions;
        this.clock = clock;
        this.chance = chance;
    }

    /** Is told when a lane may want more; must not block. */
    void whenHungry(Runnable told) {
        this.hungry = told;
    }

    /** Begins as many of the lane as may run. */
    void launch(Lane lane) {
        if (stopping) {
            giveBackQueue(lane, clock.instant());
            return;
        }
        for (var next = lane.begin(); next != null; next = lane.begin()) {
            start(next);
        }
        if (lane.wants(clock.instant()) > 0) {
            hungry.run();
        }
    }

    /** Ends one that was taken and has not begun; false when it has. */
    boolean cancelQueued(Taken taken) {
        boolean queued = taken.lane().remove(taken);
        if (queued) {
            completions.add(cancelled(taken, taken.row().attempts()));
        }
        return queued;
    }

    /** Ends a running invocation; false when it does not run here. */
    boolean cancel(String requestId) {
        var taken = running.get(requestId);
        if (taken != null) {
            taken.cancellation().cancel();
        }
        return taken != null;
    }

    /** Begins no more; what is queued goes back as its lane is looked at. */
    void stop(List<Lane> lanes) {
        stopping = true;
        lanes.forEach(lane -> giveBackQueue(lane, clock.instant()));
    }

    /** Waits for what runs, at most so long; whatever ends later is given back and runs again. */
    void awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (runningNow.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        givenUp = true;
    }

    int runningNow() {
        return runningNow.get();
    }

    private void start(Taken taken) {
        var row = taken.row();
        if (AsyncRules.isTooOld(taken.config(), row.acceptedAt(), clock.instant())) {
            taken.lane().dropped(taken);
            completions.add(Completion.discarded(taken, Failure.NONE));
            return;
        }
        if (taken.cancellation().isCancelled()) {
            taken.lane().dropped(taken);
            completions.add(cancelled(taken, row.attempts()));
            return;
        }
        running.put(row.requestId(), taken);
        runningNow.incrementAndGet();
        calls.start(taken.urn(), row.requestId(), row.event(), taken.cancellation(), invoked -> ended(taken, invoked));
    }

    private void ended(Taken taken, Invoked invoked) {
        running.remove(taken.row().requestId(), taken);
        try {
            completions.add(completion(taken, invoked, clock.instant()));
        } finally {
            runningNow.decrementAndGet();
            launch(taken.lane());
        }
    }

    private Completion completion(Taken taken, Invoked invoked, Instant now) {
        var row = taken.row();
        var lane = taken.lane();
        var took = Duration.between(invoked.started(), invoked.ended());
        if (taken.cancellation().isCancelled()) {
            lane.ran(taken, now, took);
            return cancelled(taken, row.attempts() + 1);
        }
        // Its worker was ended by us, or by the signal that stops us: that is no fault of the function.
        if (givenUp || (stopping && invoked.outcome() instanceof InvokeOutcome.WorkerDied)) {
            lane.ran(taken, now, took);
            return new Completion.Back(taken, row.attempts(), now, 0, "");
        }
        var failure = Failure.of(invoked.outcome(), row.requestId());
        var next = AsyncRules.after(
                invoked.outcome(), taken.config(), row.attempts(), row.acceptedAt(), now, chance.getAsDouble());
        return switch (next) {
            case AsyncRules.Next.Ended(AsyncStatus status) -> {
                lane.ran(taken, now, took);
                yield status == AsyncStatus.DISCARD
                        ? Completion.discarded(taken, failure)
                        : new Completion.Ended(
                                taken,
                                status,
                                row.attempts() + (status == AsyncStatus.FAIL ? 1 : 0),
                                failure.code(),
                                failure.message(),
                                invoked);
            }
            case AsyncRules.Next.Retry(int failed, Instant due) -> {
                lane.ran(taken, now, took);
                yield new Completion.Back(taken, failed, due, failure.code(), failure.message());
            }
            case AsyncRules.Next.Later() -> {
                var due = lane.refused(taken, now, chance.getAsDouble());
                if (lane.rests(now)) {
                    giveBackQueue(lane, due);
                }
                yield new Completion.Back(taken, row.attempts(), due, failure.code(), failure.message());
            }
        };
    }

    private void giveBackQueue(Lane lane, Instant due) {
        for (var each : lane.empty()) {
            completions.add(new Completion.Back(each, each.row().attempts(), due, 0, ""));
        }
    }

    private static Completion cancelled(Taken taken, int failed) {
        return new Completion.Ended(
                taken, AsyncStatus.FAIL, failed, AsyncRules.CANCELED, AsyncInvocations.CANCELED, null);
    }
}
