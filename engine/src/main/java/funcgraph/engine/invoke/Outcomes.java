package funcgraph.engine.invoke;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.InvokeOutcome.Usage;

/** What outcomes have in common. */
public final class Outcomes {

    private Outcomes() {}

    /** What the call used; {@link Usage#NONE} when no worker ran it. */
    public static Usage usage(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.Answered it -> it.usage();
            case InvokeOutcome.HandlerFailed it -> it.usage();
            case InvokeOutcome.InitFailed it -> it.usage();
            case InvokeOutcome.TimedOut it -> it.usage();
            case InvokeOutcome.OutOfMemory it -> it.usage();
            case InvokeOutcome.WorkerDied it -> it.usage();
            case InvokeOutcome.Disabled it -> Usage.NONE;
            case InvokeOutcome.Throttled it -> Usage.NONE;
            case InvokeOutcome.Overloaded it -> Usage.NONE;
            case InvokeOutcome.RuntimeAbsent it -> Usage.NONE;
            case InvokeOutcome.Gone it -> Usage.NONE;
            case InvokeOutcome.PlatformFailed it -> Usage.NONE;
        };
    }
}
