package funcgraph.engine.metrics;

import funcgraph.domain.InvokeOutcome;

/** How a call ended, as metrics name it. */
public enum CallResult {
    SUCCESS(0, "success", Fault.NONE),
    FUNCTION_ERROR(1, "function_error", Fault.FUNCTION),
    INIT_ERROR(2, "init_error", Fault.FUNCTION),
    TIMEOUT(3, "timeout", Fault.FUNCTION),
    OUT_OF_MEMORY(4, "out_of_memory", Fault.FUNCTION),
    WORKER_DIED(5, "worker_died", Fault.FUNCTION),
    DISABLED(6, "disabled", Fault.CALLER),
    THROTTLED(7, "throttled", Fault.CALLER),
    OVERLOADED(8, "overloaded", Fault.PLATFORM),
    RUNTIME_ABSENT(9, "runtime_absent", Fault.PLATFORM),
    GONE(10, "gone", Fault.PLATFORM),
    PLATFORM_ERROR(11, "platform_error", Fault.PLATFORM);

    /** Whose fault it is that a call did not succeed. */
    enum Fault {
        NONE,
        CALLER,
        FUNCTION,
        PLATFORM
    }

    private final int slot;
    private final String label;
    private final Fault fault;

    CallResult(int slot, String label, Fault fault) {
        this.slot = slot;
        this.label = label;
        this.fault = fault;
    }

    /** Its name as the value of a label. */
    public String label() {
        return label;
    }

    /** Where it is counted, from 0 on. */
    int slot() {
        return slot;
    }

    Fault fault() {
        return fault;
    }

    static CallResult of(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.Answered it -> SUCCESS;
            case InvokeOutcome.HandlerFailed it -> FUNCTION_ERROR;
            case InvokeOutcome.InitFailed it -> INIT_ERROR;
            case InvokeOutcome.TimedOut it -> TIMEOUT;
            case InvokeOutcome.OutOfMemory it -> OUT_OF_MEMORY;
            case InvokeOutcome.WorkerDied it -> WORKER_DIED;
            case InvokeOutcome.Disabled it -> DISABLED;
            case InvokeOutcome.Throttled it -> THROTTLED;
            case InvokeOutcome.Overloaded it -> OVERLOADED;
            case InvokeOutcome.RuntimeAbsent it -> RUNTIME_ABSENT;
            case InvokeOutcome.Gone it -> GONE;
            case InvokeOutcome.PlatformFailed it -> PLATFORM_ERROR;
        };
    }
}
