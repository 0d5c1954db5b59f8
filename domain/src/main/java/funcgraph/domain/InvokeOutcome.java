package funcgraph.domain;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can come of an invocation. These are values: only a broken assumption is an exception. The codes in
 * the comments are those of {@code X-Func-Err-Code} (functiongraph-api 5.3, runtimes 1.9).
 */
public sealed interface InvokeOutcome {

    /** What the call used; nothing when no worker ran it. */
    default Usage usage() {
        return Usage.NONE;
    }

    /**
     * The handler returned.
     *
     * @param payload what it returned, serialised; the array is handed over, not copied
     */
    record Answered(byte[] payload, Usage usage) implements InvokeOutcome {}

    /**
     * User code failed: it threw, returned what cannot be serialised or is too large, or its handler is missing.
     *
     * @param errorCode 4001 entry not found, 4002 raised, 4004 response too large, 4007 result not serialisable, 4009
     *     load failed
     * @param errorJson the object {@code {errorMessage, errorType, stackTrace}} as UTF-8 JSON
     */
    record HandlerFailed(int errorCode, byte[] errorJson, Usage usage) implements InvokeOutcome {}

    /** The initializer threw (4201) or did not end in its time (4211); the worker is gone. */
    record InitFailed(int errorCode, byte[] errorJson, Usage usage) implements InvokeOutcome {}

    /** The handler did not end within its timeout (4010); the worker was killed. */
    record TimedOut(int timeoutSeconds, Usage usage) implements InvokeOutcome {}

    /** The worker exceeded its memory (4205) and was killed. */
    record OutOfMemory(int memoryMb, Usage usage) implements InvokeOutcome {}

    /** The worker ended without an answer: it exited, crashed, or spoke garbage. */
    record WorkerDied(String how, Usage usage) implements InvokeOutcome {}

    /** The function is disabled: {@code strategy_config.concurrency} is 0. */
    record Disabled() implements InvokeOutcome {}

    /** A concurrency limit is reached. */
    record Throttled(int limit) implements InvokeOutcome {}

    /** No worker could be had within the time that may be waited. */
    record Overloaded(String why) implements InvokeOutcome {}

    /** The runtime has no interpreter here. {@code remedy} is a clause: the command that installs one, or why none does. */
    record RuntimeAbsent(String runtime, String remedy) implements InvokeOutcome {}

    /** The function went away while the call waited. */
    record Gone(FunctionKey key) implements InvokeOutcome {}

    /** A fault of ours. {@code cause} is for the server's log and never leaves it. */
    record PlatformFailed(@Nullable Throwable cause) implements InvokeOutcome {}

    /**
     * What a call used, and what it wrote.
     *
     * @param durationMicros handler time in microseconds, 0 when the handler did not run
     * @param initMicros time to load the code and run the initializer when this call had to wait for it, else 0
     * @param peakMemoryKb highest resident memory of the worker so far, in KiB, 0 when unknown
     * @param logTail the last bytes of what the call wrote, UTF-8, at most 4,096 bytes
     */
    record Usage(long durationMicros, long initMicros, long peakMemoryKb, byte[] logTail) {
        public static final Usage NONE = new Usage(0, 0, 0, new byte[0]);
    }
}
