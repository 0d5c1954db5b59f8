package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.InvokeOutcome.Usage;
import funcgraph.runtime.launch.Child.Exit;
import org.jspecify.annotations.Nullable;

/** From what a worker reported, or from how it ended, to what the caller is told (runtimes 1.9). */
final class Outcomes {

    static final int RAISED = 4002;
    static final int LOAD_FAILED = 4009;
    static final int INITIALIZER_FAILED = 4201;
    static final int OUT_OF_MEMORY = 4205;
    static final int INITIALIZER_TIMED_OUT = 4211;

    private static final int ABORTED = 134;

    private Outcomes() {}

    static InvokeOutcome handlerFailed(int code, byte[] errorJson, int memoryMb, Usage usage) {
        return code == OUT_OF_MEMORY
                ? new InvokeOutcome.OutOfMemory(memoryMb, usage)
                : new InvokeOutcome.HandlerFailed(code, errorJson, usage);
    }

    static InvokeOutcome initFailed(int code, byte[] errorJson, int memoryMb, Usage usage) {
        return code == INITIALIZER_FAILED
                ? new InvokeOutcome.InitFailed(code, errorJson, usage)
                : handlerFailed(code, errorJson, memoryMb, usage);
    }

    /** @param spec null when the code was still loading, for which the platform's own limit holds */
    static InvokeOutcome initTimedOut(@Nullable WorkerSpec spec, Usage usage) {
        if (spec == null || spec.initializer().isEmpty()) {
            return new InvokeOutcome.HandlerFailed(
                    LOAD_FAILED, Headers.error("the code did not load within 60 seconds", "LoadTimeout"), usage);
        }
        String message = "function initialization exception: the initializer timed out after %d seconds"
                .formatted(spec.initializer().get().timeoutSeconds());
        return new InvokeOutcome.InitFailed(INITIALIZER_TIMED_OUT, Headers.error(message, "InitializerTimeout"), usage);
    }

    /** V8 aborts when its heap is full, after saying so. */
    static InvokeOutcome died(Exit exit, String lastWords, int memoryMb, Usage usage) {
        boolean heapFull = exit.status() == ABORTED && lastWords.contains("heap out of memory");
        return exit.outOfMemory() || heapFull
                ? new InvokeOutcome.OutOfMemory(memoryMb, usage)
                : new InvokeOutcome.WorkerDied("the worker " + exit.text(), usage);
    }
}
