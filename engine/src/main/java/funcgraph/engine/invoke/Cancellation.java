package funcgraph.engine.invoke;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.pool.Lease;
import funcgraph.runtime.worker.Caller;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a call that nobody waits for can be ended from elsewhere: its worker is killed, or it never gets one. */
public final class Cancellation {

    private boolean cancelled;
    private @Nullable Lease lease;
    private @Nullable Caller holder;

    /** Any thread. Ends the call if it runs, and keeps it from beginning. */
    public void cancel() {
        Lease running;
        Caller there;
        synchronized (this) {
            cancelled = true;
            running = lease;
            there = holder;
        }
        if (running != null && there != null) {
            there.run(running::release); // given back while its call runs, a worker is killed
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs the call while it can be ended. On the thread that has the lease. */
    Future<InvokeOutcome> during(Lease held, Supplier<Future<InvokeOutcome>> call) {
        synchronized (this) {
            if (cancelled) {
                return Future.succeededFuture(
                        new InvokeOutcome.WorkerDied("the call was cancelled", InvokeOutcome.Usage.NONE));
            }
            lease = held;
            holder = Caller.current();
        }
        return call.get().onComplete(ignored -> over());
    }

    private synchronized void over() {
        lease = null;
    }
}
