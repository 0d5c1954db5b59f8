package funcgraph.engine.metrics;

import funcgraph.domain.FunctionKey;
import funcgraph.engine.invoke.Admission;
import funcgraph.runtime.pool.WorkerPool;
import java.util.List;
import java.util.function.ToIntFunction;

/** What there is at a moment, that no call tells of. */
public final class Surroundings {

    private final WorkerPool pool;
    private final Admission admission;
    private final ToIntFunction<FunctionKey> reserved;

    /** @param reserved reserved workers of a function */
    public Surroundings(WorkerPool pool, Admission admission, ToIntFunction<FunctionKey> reserved) {
        this.pool = pool;
        this.admission = admission;
        this.reserved = reserved;
    }

    /**
     * The workers of a revision.
     *
     * @param memoryMb memory size of each
     */
    public record Staff(FunctionKey function, int memoryMb, int workers) {}

    /** Those of each revision that has any. */
    public List<Staff> staff() {
        return pool.crewStats().stream()
                .map(crew -> new Staff(crew.function(), crew.memoryMb(), crew.workers()))
                .toList();
    }

    /** Calls of a function that run. */
    public int running(FunctionKey function) {
        return admission.running(function);
    }

    /** Calls of a project that run. */
    public int running(String projectId) {
        return admission.running(projectId);
    }

    int reserved(FunctionKey function) {
        return reserved.applyAsInt(function);
    }
}
