package funcgraph.engine.invoke;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Qualifier;
import funcgraph.runtime.pool.WorkerPool;

/**
 * Where the data plane hears of a change that has been made durable, before it is answered: calls that start from now on
 * are resolved to the new revision, and workers of older ones end once their calls have. Any thread; does not wait.
 */
public final class LiveFunctions {

    private final Heads heads;
    private final WorkerPool pool;
    private final Admission admission;

    public LiveFunctions(Heads heads, WorkerPool pool, Admission admission) {
        this.heads = heads;
        this.pool = pool;
        this.admission = admission;
    }

    /** The function is new, or has a new revision. */
    public void changed(Function function) {
        heads.changed(function);
        pool.retire(function.key(), Qualifier.LATEST, function.revision());
    }

    /**
     * The function is gone. Its workers are told apart from those of a successor of the same name, which may be there
     * already, by their revision: a successor's is higher.
     */
    public void removed(Function function) {
        heads.removed(function);
        pool.retire(function.key(), Qualifier.LATEST, function.revision() + 1);
        admission.forget(function.key());
    }

    /** Nobody knows whether a change of the function was written: the next call asks the store. */
    public void uncertain(FunctionKey key) {
        heads.forget(key);
    }
}
