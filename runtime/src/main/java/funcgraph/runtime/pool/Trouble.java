package funcgraph.runtime.pool;

import funcgraph.domain.Excerpt;
import funcgraph.domain.InvokeOutcome;
import java.nio.charset.StandardCharsets;

/** Why a worker could not be started, in words for the function's owner: nothing of the server's inside. */
final class Trouble {

    private static final int LONGEST = 500;

    private Trouble() {}

    static String of(InvokeOutcome outcome) {
        return Excerpt.of(
                switch (outcome) {
                    case InvokeOutcome.HandlerFailed it -> "its code does not load: " + text(it.errorJson());
                    case InvokeOutcome.InitFailed it -> "its initializer failed: " + text(it.errorJson());
                    case InvokeOutcome.TimedOut it -> "it was not ready in time";
                    case InvokeOutcome.OutOfMemory it -> "it takes more than " + it.memoryMb() + " MB to start";
                    case InvokeOutcome.WorkerDied it -> it.how();
                    case InvokeOutcome.Overloaded it -> it.why();
                    case InvokeOutcome.RuntimeAbsent it ->
                        "runtime " + it.runtime() + " is not installed: " + it.remedy();
                    case InvokeOutcome.Answered it -> "";
                    case InvokeOutcome.Disabled it -> "the function is disabled";
                    case InvokeOutcome.Throttled it -> "the function has as many instances as it may";
                    case InvokeOutcome.Gone it -> "the function is gone";
                    case InvokeOutcome.PlatformFailed it -> "the platform could not start it";
                },
                LONGEST);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
