package funcgraph.runtime.pool;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.InvokeOutcome.Usage;
import funcgraph.runtime.worker.Call;
import funcgraph.runtime.worker.Caller;
import funcgraph.runtime.worker.NotSent;
import funcgraph.runtime.worker.Worker;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A worker in the hands of one caller, who gives it back once. Given back while its call still runs, the worker is
 * destroyed. All methods are to be called on the thread that the lease was handed out on; {@link Leases#using} sees to
 * the giving back.
 */
public final class Lease {

    private final Crew crew;
    private final long deadlineNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Worker worker;
    private long initMicros;
    private boolean calling;

    Lease(Crew crew, Worker worker, long initMicros, long deadlineNanos) {
        this.crew = crew;
        this.worker = worker;
        this.initMicros = initMicros;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * Runs the handler and gives what came of it; the future never fails. One call at a time.
     *
     * @throws IllegalStateException when a call is already running or the lease is over
     */
    public Future<InvokeOutcome> call(Call call) {
        if (calling || ended.get()) {
            throw new IllegalStateException(calling ? "the lease already runs a call" : "the lease is over");
        }
        calling = true;
        return attempt(call).transform((outcome, failure) -> {
            calling = false;
            return Future.succeededFuture(
                    failure == null ? withInit(outcome) : new InvokeOutcome.PlatformFailed(failure));
        });
    }

    /** Gives the worker back. More than once does nothing more. */
    public void release() {
        if (ended.compareAndSet(false, true)) {
            if (calling) {
                worker.kill("the call was given up");
                crew.closeLease();
            } else {
                crew.takeBack(worker);
            }
        }
    }

    /** A worker that died while nobody used it was never asked: another one gets the call, in what time is left. */
    private Future<InvokeOutcome> attempt(Call call) {
        return worker.call(call, Caller.current())
                .recover(failure -> failure instanceof NotSent
                        ? crew.leaseAgain(deadlineNanos).transform((other, refusal) -> passOn(other, refusal, call))
                        : Future.failedFuture(failure));
    }

    private Future<InvokeOutcome> passOn(@Nullable Lease other, @Nullable Throwable refusal, Call call) {
        if (other == null) {
            return Future.succeededFuture(Leases.outcomeOf(refusal));
        }
        if (ended.get()) {
            other.release();
            return Future.succeededFuture(new InvokeOutcome.WorkerDied("the call was given up", Usage.NONE));
        }
        worker = other.worker;
        initMicros += other.initMicros;
        other.ended.set(true);
        crew.closeLease();
        return attempt(call);
    }

    private InvokeOutcome withInit(InvokeOutcome outcome) {
        if (initMicros == 0) {
            return outcome;
        }
        long micros = initMicros;
        initMicros = 0;
        return switch (outcome) {
            case InvokeOutcome.Answered it -> new InvokeOutcome.Answered(it.payload(), with(it.usage(), micros));
            case InvokeOutcome.HandlerFailed it ->
                new InvokeOutcome.HandlerFailed(it.errorCode(), it.errorJson(), with(it.usage(), micros));
            case InvokeOutcome.TimedOut it -> new InvokeOutcome.TimedOut(it.timeoutSeconds(), with(it.usage(), micros));
            case InvokeOutcome.OutOfMemory it -> new InvokeOutcome.OutOfMemory(it.memoryMb(), with(it.usage(), micros));
            case InvokeOutcome.WorkerDied it -> new InvokeOutcome.WorkerDied(it.how(), with(it.usage(), micros));
            case InvokeOutcome.InitFailed it -> it;
            case InvokeOutcome.Disabled it -> it;
            case InvokeOutcome.Throttled it -> it;
            case InvokeOutcome.Overloaded it -> it;
            case InvokeOutcome.RuntimeAbsent it -> it;
            case InvokeOutcome.Gone it -> it;
            case InvokeOutcome.PlatformFailed it -> it;
        };
    }

    private static Usage with(Usage usage, long initMicros) {
        return new Usage(usage.durationMicros(), initMicros, usage.peakMemoryKb(), usage.logTail());
    }
}
