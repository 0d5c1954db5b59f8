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
    /** The revision that is wanted: code may take long to lay, and another one, or none, be wanted by then. */
    private final ConcurrentHashMap<Name, Long> wanted = new ConcurrentHashMap<>();

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
     * Has so many workers of this revision there from now on; returns at once. Nothing comes of it when another revision
     * is kept or this one is released meanwhile.
     */
    public void keep(Function function, int workers, boolean restWhenIdle) {
        var failed = failedNanos.get(Name.of(function));
        if (failed != null && System.nanoTime() - failed < PAUSE_NANOS) {
            return;
        }
        wanted.put(Name.of(function), function.revision());
        var use = trees.use(function.code());
        use.ready().onComplete((directory, failure) -> {
            if (failure == null) {
                var spec = revisions.spec(function, directory);
                pool.reserve(spec, workers, restWhenIdle, () -> trees.keepFor(spec, function.code()));
                if (!isWanted(function)) { // who released it found nothing there
                    pool.release(function.key(), function.version(), function.revision());
                }
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
        wanted.remove(Name.of(function), function.revision());
        pool.release(function.key(), function.version(), function.revision());
    }

    private boolean isWanted(Function function) {
        return Long.valueOf(function.revision()).equals(wanted.get(Name.of(function)));
    }

    /** What there is of the function or version now. */
    public ReserveState state(Function function) {
        return pool.reserveState(function.key(), function.version());
    }
}
