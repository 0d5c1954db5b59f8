package funcgraph.engine.metrics;

import funcgraph.domain.FunctionKey;
import funcgraph.engine.invoke.Ended;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Counts every call that ends: one look-up and a few additions on its event loop. Of more functions than the bound, the
 * calls of the rest are counted for their project alone.
 */
public final class Meters implements Consumer<Ended> {

    private final int most;
    private final ConcurrentHashMap<FunctionKey, Meter> functions = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Meter> rests = new ConcurrentHashMap<>();
    private final Spread admission = new Spread();
    private final Spread worker = new Spread();
    private final Spread init = new Spread();

    /**
     * Makes one that has counted nothing.
     *
     * @param most functions counted by themselves
     */
    public Meters(int most) {
        this.most = most;
    }

    @Override
    public void accept(Ended ended) {
        var stages = ended.stages();
        if (stages.admissionNanos() >= 0) {
            admission.addNanos(stages.admissionNanos());
        }
        if (stages.workerNanos() >= 0) {
            worker.addNanos(stages.workerNanos());
        }
        long initMicros = ended.invoked().outcome().usage().initMicros();
        if (initMicros > 0) {
            init.addMicros(initMicros);
        }
        meter(ended.function()).add(ended);
    }

    private Meter meter(FunctionKey key) {
        var known = functions.get(key);
        if (known != null) {
            return known;
        }
        return functions.size() < most
                ? functions.computeIfAbsent(key, ignored -> new Meter())
                : rests.computeIfAbsent(key.projectId(), ignored -> new Meter());
    }

    Map<FunctionKey, Meter> functions() {
        return functions;
    }

    /** Those of functions beyond the bound, by their project. */
    Map<String, Meter> rests() {
        return rests;
    }

    boolean isFull() {
        return functions.size() >= most;
    }

    /** From being allowed to ask until being admitted. */
    public Spread admission() {
        return admission;
    }

    /** From being admitted until having a worker. */
    public Spread worker() {
        return worker;
    }

    /** Loading code and running initializers, of calls that waited for it. */
    public Spread init() {
        return init;
    }
}
