package funcgraph.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of an asynchronous invocation after an attempt (functiongraph-api 5.4). Pure: time and chance are given.
 *
 * <p>Two kinds of bad ends are told apart. A function error counts as an attempt, of which the configuration allows so
 * many. What the platform could not do (no place, no worker, the function disabled) is no attempt and is tried until the
 * invocation is too old.
 */
public final class AsyncRules {

    /** Cancelled by somebody. */
    public static final int CANCELED = 4208;

    /** What a discarded invocation shows: nothing ran that could have had a code of its own. */
    public static final int TOO_OLD = 4010;

    /** Largest event, in bytes (functiongraph-api 5.1). */
    public static final int MOST_EVENT_BYTES = 256 * 1024;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private AsyncRules() {}

    /** What is to be done next. */
    public sealed interface Next {

        /** It is over. */
        record Ended(AsyncStatus status) implements Next {}

        /** A function error that is tried again at that time; {@code attempts} have failed by now. */
        record Retry(int attempts, Instant due) implements Next {}

        /** The platform could not run it: it waits, and so should others of its function. */
        record Later() implements Next {}
    }

    /**
     * Decides.
     *
     * @param failedBefore attempts that ended with a function error before this one
     * @param chance from 0 to 1, for the jitter
     */
    public static Next after(
            InvokeOutcome outcome, AsyncConfig config, int failedBefore, Instant accepted, Instant now, double chance) {
        return switch (outcome) {
            case InvokeOutcome.Answered ignored -> new Next.Ended(AsyncStatus.SUCCESS);
            case InvokeOutcome.HandlerFailed ignored -> failed(config, failedBefore, accepted, now, chance);
            case InvokeOutcome.InitFailed ignored -> failed(config, failedBefore, accepted, now, chance);
            case InvokeOutcome.TimedOut ignored -> failed(config, failedBefore, accepted, now, chance);
            case InvokeOutcome.OutOfMemory ignored -> failed(config, failedBefore, accepted, now, chance);
            case InvokeOutcome.WorkerDied ignored -> failed(config, failedBefore, accepted, now, chance);
            case InvokeOutcome.Gone ignored -> new Next.Ended(AsyncStatus.FAIL);
            case InvokeOutcome.Disabled ignored -> later(config, accepted, now);
            case InvokeOutcome.Throttled ignored -> later(config, accepted, now);
            case InvokeOutcome.Overloaded ignored -> later(config, accepted, now);
            case InvokeOutcome.RuntimeAbsent ignored -> later(config, accepted, now);
            case InvokeOutcome.PlatformFailed ignored -> later(config, accepted, now);
        };
    }

    /** Whether it must not be begun any more. */
    public static boolean isTooOld(AsyncConfig config, Instant accepted, Instant now) {
        return !now.isBefore(accepted.plus(config.maxAge()));
    }

    /**
     * The delay before a retry: doubled each time from 1 s to 1 min, of which the upper half is left to chance, so that
     * what failed together does not come back together.
     *
     * @param failed attempts that have failed, at least 1
     */
    public static Duration retryDelay(int failed, double chance) {
        return jittered(doubled(FIRST_RETRY, failed - 1, LONGEST_RETRY), chance);
    }

    /**
     * How long a function rests that the platform refused so many times in a row: doubled from 100 ms to 10 s, with the
     * same jitter.
     */
    public static Duration pause(int refusals, double chance) {
        return jittered(doubled(FIRST_PAUSE, refusals - 1, LONGEST_PAUSE), chance);
    }

    private static Next failed(AsyncConfig config, int failedBefore, Instant accepted, Instant now, double chance) {
        int failed = failedBefore + 1;
        if (failed > config.maxRetries()) {
            return new Next.Ended(AsyncStatus.FAIL);
        }
        var due = now.plus(retryDelay(failed, chance));
        return isTooOld(config, accepted, due) ? new Next.Ended(AsyncStatus.FAIL) : new Next.Retry(failed, due);
    }

    private static Next later(AsyncConfig config, Instant accepted, Instant now) {
        return isTooOld(config, accepted, now) ? new Next.Ended(AsyncStatus.DISCARD) : new Next.Later();
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        var delay = first;
        for (int i = 0; i < times && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    private static Duration jittered(Duration delay, double chance) {
        long half = delay.toMillis() / 2;
        return Duration.ofMillis(half + Math.round(half * chance));
    }
}
