package funcgraph.engine.invoke;

import funcgraph.domain.FunctionKey;
import funcgraph.runtime.worker.Call;

/**
 * A call that is over, for those who keep count of calls.
 *
 * @param background whether nobody waited for it
 * @param stages how it came to its worker
 * @param output what took what it printed
 */
public record Ended(
        FunctionKey function,
        String requestId,
        boolean background,
        Invoked invoked,
        Stages stages,
        Call.Output output) {}
