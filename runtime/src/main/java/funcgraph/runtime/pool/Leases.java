package funcgraph.runtime.pool;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.NoWorker;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one way to use a lease: it is given back exactly once, on every path. */
public final class Leases {

    private Leases() {}

    /**
     * Uses the lease for {@code use} and gives it back when what that returns is complete, or at once when it throws.
     * The future that is returned fails only if {@code use} does; no worker is an outcome like any other.
     */
    public static Future<InvokeOutcome> using(Future<Lease> leased, Function<Lease, Future<InvokeOutcome>> use) {
        return leased.transform(
                (lease, refusal) -> lease == null ? Future.succeededFuture(outcomeOf(refusal)) : ending(lease, use));
    }

    private static Future<InvokeOutcome> ending(Lease lease, Function<Lease, Future<InvokeOutcome>> use) {
        Future<InvokeOutcome> used;
        try {
            used = use.apply(lease);
        } catch (RuntimeException | Error thrown) {
            lease.release();
            return Future.failedFuture(thrown);
        }
        return used.onComplete((outcome, failure) -> lease.release());
    }

    /** What a call gets whose lease was refused. */
    static InvokeOutcome outcomeOf(@Nullable Throwable refusal) {
        return refusal instanceof NoWorker none ? none.outcome() : new InvokeOutcome.PlatformFailed(refusal);
    }
}
