package funcgraph.engine.invoke;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Strategy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who may start a call now: the project's and the function's own concurrency. Without locks; a limit is never exceeded,
 * not even for a moment.
 */
public final class Admission {

    private static final int FULL = -1;

    private final int perProject;
    private final ConcurrentHashMap<String, AtomicInteger> projects = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<FunctionKey, AtomicInteger> functions = new ConcurrentHashMap<>();
    private final AtomicInteger out = new AtomicInteger();

    /**
     * Makes the gate.
     *
     * @param perProject calls of one project running at a time
     */
    public Admission(int perProject) {
        this.perProject = perProject;
    }

    /** What the gate says. */
    sealed interface Entry {

        /** Go; give the permit back once. */
        record Admitted(Permit permit) implements Entry {}

        /** The function is disabled. */
        record Closed() implements Entry {}

        /** {@code limit} calls are running already. */
        record Full(int limit) implements Entry {}
    }

    /** A place among the running calls. */
    final class Permit {

        private final AtomicInteger project;
        private final AtomicInteger function;
        private final int running;
        private final AtomicBoolean given = new AtomicBoolean();

        private Permit(AtomicInteger project, AtomicInteger function, int running) {
            this.project = project;
            this.function = function;
            this.running = running;
            out.incrementAndGet();
        }

        /** Calls of the function that ran when it was admitted, itself included. */
        int running() {
            return running;
        }

        /** Gives the place back; again does nothing more. */
        void release() {
            if (given.compareAndSet(false, true)) {
                function.decrementAndGet();
                project.decrementAndGet();
                out.decrementAndGet();
            }
        }
    }

    Entry enter(Function function) {
        var strategy = function.config().strategy();
        if (strategy.disabled()) {
            return new Entry.Closed();
        }
        var project = projects.computeIfAbsent(function.key().projectId(), ignored -> new AtomicInteger());
        if (take(project, perProject) == FULL) {
            return new Entry.Full(perProject);
        }
        var own = functions.computeIfAbsent(function.key(), ignored -> new AtomicInteger());
        int limit = limit(strategy);
        int running = take(own, limit);
        if (running == FULL) {
            project.decrementAndGet();
            return new Entry.Full(limit);
        }
        return new Entry.Admitted(new Permit(project, own, running));
    }

    /** Whether the function's project may run one more call. */
    boolean hasRoom(Function function) {
        var running = projects.get(function.key().projectId());
        return running == null || running.get() < perProject;
    }

    /** The limit that keeps the function's calls out just now: its project's, if that is reached, or its own. */
    int limitOf(Function function) {
        return hasRoom(function) ? Math.min(perProject, limit(function.config().strategy())) : perProject;
    }

    /** Drops the count of a deleted function, unless calls of it, or of a successor of its name, are running. */
    void forget(FunctionKey key) {
        functions.computeIfPresent(key, (ignored, running) -> running.get() == 0 ? null : running);
    }

    /** Calls of a project that are running. */
    public int running(String projectId) {
        var running = projects.get(projectId);
        return running == null ? 0 : running.get();
    }

    /** Calls of a function that are running. */
    public int running(FunctionKey function) {
        var running = functions.get(function);
        return running == null ? 0 : running.get();
    }

    /** Permits not given back. */
    public int permitsOut() {
        return out.get();
    }

    private static int limit(Strategy strategy) {
        return strategy.maxInstances() == Strategy.UNLIMITED
                ? Integer.MAX_VALUE
                : strategy.maxInstances() * strategy.concurrentNum();
    }

    /** How many there are with the one that was let in, or {@link #FULL}. */
    private static int take(AtomicInteger count, int limit) {
        int running = count.get();
        while (running < limit) {
            if (count.compareAndSet(running, running + 1)) {
                return running + 1;
            }
            running = count.get();
        }
        return FULL;
    }
}
