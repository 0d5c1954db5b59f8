package funcgraph.engine.observe;

import funcgraph.domain.InvokeOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the list of calls and the log say of an outcome (functiongraph-api 5.3, runtimes 1.9). */
final class OutcomeText {

    private static final int LONGEST_ERROR_BYTES = 8 * 1024;
    private static final byte[] NOTHING = {};

    private OutcomeText() {}

    /** The outcome's name, such as {@code TimedOut}. */
    static String name(InvokeOutcome outcome) {
        return outcome.getClass().getSimpleName();
    }

    /** The code that the caller was given; empty when the call went well. */
    static String code(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.Answered ignored -> "";
            case InvokeOutcome.HandlerFailed failed -> Integer.toString(failed.errorCode());
            case InvokeOutcome.InitFailed failed -> Integer.toString(failed.errorCode());
            case InvokeOutcome.TimedOut ignored -> "4010";
            case InvokeOutcome.OutOfMemory ignored -> "4205";
            case InvokeOutcome.WorkerDied ignored -> "4002";
            case InvokeOutcome.Disabled ignored -> "FSS.0429";
            case InvokeOutcome.Throttled ignored -> "FSS.0429";
            case InvokeOutcome.Overloaded ignored -> "FSS.0503";
            case InvokeOutcome.RuntimeAbsent ignored -> "FSS.0503";
            case InvokeOutcome.Gone ignored -> "FSS.1051";
            case InvokeOutcome.PlatformFailed ignored -> "FSS.0500";
        };
    }

    /** Why it failed, for the log, UTF-8; empty when it went well, or never reached the function. */
    static byte[] reason(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.HandlerFailed failed -> cut(failed.errorJson());
            case InvokeOutcome.InitFailed failed -> cut(failed.errorJson());
            case InvokeOutcome.TimedOut late ->
                utf8("function invocation timed out after %d seconds".formatted(late.timeoutSeconds()));
            case InvokeOutcome.OutOfMemory full ->
                utf8("runtime memory limit exceeded: %d MB".formatted(full.memoryMb()));
            case InvokeOutcome.WorkerDied died -> utf8("the runtime ended during the call: " + died.how());
            case InvokeOutcome.Answered ignored -> NOTHING;
            case InvokeOutcome.Disabled ignored -> NOTHING;
            case InvokeOutcome.Throttled ignored -> NOTHING;
            case InvokeOutcome.Overloaded ignored -> NOTHING;
            case InvokeOutcome.RuntimeAbsent ignored -> NOTHING;
            case InvokeOutcome.Gone ignored -> NOTHING;
            case InvokeOutcome.PlatformFailed ignored -> NOTHING;
        };
    }

    /** The same outcome without what the call returned or printed, which may be megabytes. */
    static InvokeOutcome light(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.Answered it -> new InvokeOutcome.Answered(NOTHING, light(it.usage()));
            case InvokeOutcome.HandlerFailed it ->
                new InvokeOutcome.HandlerFailed(it.errorCode(), NOTHING, light(it.usage()));
            case InvokeOutcome.InitFailed it ->
                new InvokeOutcome.InitFailed(it.errorCode(), NOTHING, light(it.usage()));
            case InvokeOutcome.TimedOut it -> new InvokeOutcome.TimedOut(it.timeoutSeconds(), light(it.usage()));
            case InvokeOutcome.OutOfMemory it -> new InvokeOutcome.OutOfMemory(it.memoryMb(), light(it.usage()));
            case InvokeOutcome.WorkerDied it -> new InvokeOutcome.WorkerDied(it.how(), light(it.usage()));
            case InvokeOutcome.Disabled it -> it;
            case InvokeOutcome.Throttled it -> it;
            case InvokeOutcome.Overloaded it -> it;
            case InvokeOutcome.RuntimeAbsent it -> it;
            case InvokeOutcome.Gone it -> it;
            case InvokeOutcome.PlatformFailed it -> it;
        };
    }

    private static InvokeOutcome.Usage light(InvokeOutcome.Usage usage) {
        return usage.logTail().length == 0
                ? usage
                : new InvokeOutcome.Usage(usage.durationMicros(), usage.initMicros(), usage.peakMemoryKb(), NOTHING);
    }

    /** Whether the function was reached, or at least its start. */
    static boolean reached(InvokeOutcome outcome) {
        return outcome instanceof InvokeOutcome.Answered || reason(outcome).length > 0 || isOwnFailure(outcome);
    }

    /** A failure of the function's own has had its reason taken out by {@link #light}. */
    private static boolean isOwnFailure(InvokeOutcome outcome) {
        return outcome instanceof InvokeOutcome.HandlerFailed || outcome instanceof InvokeOutcome.InitFailed;
    }

    private static byte[] cut(byte[] errorJson) {
        return Arrays.copyOf(errorJson, Math.min(errorJson.length, LONGEST_ERROR_BYTES));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
