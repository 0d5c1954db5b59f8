package funcgraph.engine.invoke;

import funcgraph.domain.Function;
import funcgraph.runtime.pool.ReserveState;
import funcgraph.runtime.pool.WorkerPool;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has workers of functions there before they are called: their code lies ready, the pool starts them. Any thread. */
public final class Reserves {

    private static final Logger LOG = LoggerFactory.getLogger(Reserves.class);

    /** Code that could not be laid is not tried again at every look. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final CodeTrees trees;
    private final WorkerPool pool;
    private final Revisions revisions;
    private final ConcurrentHashMap<Name, Long> failedNanos = new ConcurrentHashMap<>();

    public Reserves(CodeTrees trees, WorkerPool pool, Revisions revisions) {
        this.trees = trees;
        this.pool = pool;
        this.revisions = revisions;
    }

    private record Name(String functionId, String version) {
        static Name of(Function function) {
            return new Name(function.id(), function.version());
        }
    }

    /**
     * Has so many workers of this revision there from now on; returns at once. Nothing comes of it when a newer revision
     * has been told of already.
     */
    public void keep(Function function, int workers, boolean restWhenIdle) {
        var failed = failedNanos.get(Name.of(function));
        if (failed != null && System.nanoTime() - failed < PAUSE_NANOS) {
            return;
        }
        var use = trees.use(function.code());
        use.ready().onComplete((directory, failure) -> {
            if (failure == null) {
                var spec = revisions.spec(function, directory);
                pool.reserve(spec, workers, restWhenIdle, () -> trees.keepFor(spec, function.code()));
                failedNanos.remove(Name.of(function));
            } else {
                LOG.warn("the code for reserved instances of {} could not be laid", function.key(), failure);
                failedNanos.put(Name.of(function), System.nanoTime());
            }
            use.end();
        });
    }

    /** Those of this revision are no longer kept. */
    public void release(Function function) {
        failedNanos.remove(Name.of(function));
        pool.release(function.key(), function.version(), function.revision());
    }

    /** What there is of the function or version now. */
    public ReserveState state(Function function) {
        return pool.reserveState(function.key(), function.version());
    }
}
