package funcgraph.server;

import funcgraph.domain.TriggerType;
import funcgraph.engine.invoke.Admission;
import funcgraph.engine.invoke.AdmissionQueue;
import funcgraph.engine.source.Sources;
import funcgraph.http.metrics.Family;
import funcgraph.http.metrics.Family.Sample;
import funcgraph.runtime.pool.CrewStats;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/** What can be read of the server's parts at any moment, for Prometheus. */
record Gauges(
        WorkerPool pool,
        long memoryMb,
        Admission admission,
        AdmissionQueue queue,
        AsyncParts async,
        Store store,
        Sources sources,
        LongAdder fired,
        IntSupplier inFlight) {

    private static final long MIB = 1L << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    List<Family> families() {
        var all = new ArrayList<Family>();
        all.addAll(ofWorkers());
        all.addAll(ofCalls());
        all.addAll(ofStore());
        all.add(new Family(
                "funcgraph_build",
                "Always 1; what this server is.",
                Family.Kind.INFO,
                () -> List.of(Sample.of(
                        1,
                        "version",
                        Release.version(),
                        "java",
                        Runtime.version().toString()))));
        return all;
    }

    private List<Family> ofWorkers() {
        return List.of(
                new Family(
                        "funcgraph_workers",
                        "Worker processes: busy, idle, or generic, which wait without code.",
                        Family.Kind.GAUGE,
                        this::workers),
                Family.gauge(
                        "funcgraph_workers_alive",
                        "Worker processes that were started and have not ended.",
                        () -> pool.stats().workersAlive()),
                Family.gauge(
                        "funcgraph_leases",
                        "Places of workers in use.",
                        () -> pool.stats().leasesOut()),
                Family.gauge(
                        "funcgraph_worker_waiting_calls",
                        "Calls that wait for a worker.",
                        () -> pool.stats().waiting()),
                Family.gauge(
                        "funcgraph_worker_memory_bytes",
                        "Memory sizes of all workers together.",
                        () -> pool.memoryTakenMb() * MIB),
                Family.gauge(
                        "funcgraph_worker_memory_limit_bytes",
                        "What the memory sizes of all workers together never exceed.",
                        () -> memoryMb * MIB));
    }

    private List<Sample> workers() {
        var samples = new ArrayList<Sample>();
        pool.generic()
                .forEach((runtime, count) ->
                        samples.add(Sample.of(count, "runtime", runtime.wireName(), "state", "generic")));
        var crews = pool.crewStats();
        add(samples, crews, "idle", CrewStats::idle);
        add(samples, crews, "busy", crew -> Math.max(0, crew.workers() - crew.idle()));
        return samples;
    }

    private static void add(List<Sample> to, List<CrewStats> crews, String state, ToIntFunction<CrewStats> count) {
        var counts = new TreeMap<String, Integer>();
        crews.forEach(crew -> counts.merge(crew.runtime().wireName(), count.applyAsInt(crew), Integer::sum));
        counts.forEach((runtime, sum) -> to.add(Sample.of(sum, "runtime", runtime, "state", state)));
    }

    private List<Family> ofCalls() {
        return List.of(
                Family.gauge("funcgraph_calls_running", "Calls that were admitted.", admission::permitsOut),
                Family.gauge(
                        "funcgraph_admission_waiting_calls",
                        "Calls beyond a limit that wait to be admitted.",
                        queue::waiting),
                Family.gauge(
                        "funcgraph_async_unfinished", "Asynchronous invocations that wait or run.", async::unfinished),
                Family.gauge(
                        "funcgraph_async_longest_wait_seconds",
                        "How long an asynchronous invocation has waited that could run.",
                        () -> async.longestWait().toMillis() / 1000.0),
                Family.counter("funcgraph_triggers_fired", "Events that triggers handed over.", fired::sum),
                new Family(
                        "funcgraph_trigger_sources",
                        "Triggers whose records this server fetches: fetching, or failing, for which the log has the reason.",
                        Family.Kind.GAUGE,
                        this::ofSources),
                Family.gauge(
                        "funcgraph_http_requests_in_flight", "Requests that have no answer yet.", inFlight::getAsInt));
    }

    private List<Sample> ofSources() {
        var samples = new ArrayList<Sample>();
        sources.count(false).forEach((type, count) -> samples.add(sample(type, "fetching", count)));
        sources.count(true).forEach((type, count) -> samples.add(sample(type, "failing", count)));
        return samples;
    }

    private static Sample sample(TriggerType type, String state, int count) {
        return Sample.of(count, "type", type.name(), "state", state);
    }

    private List<Family> ofStore() {
        return List.of(
                Family.gauge(
                        "funcgraph_store_waiting",
                        "Units of work that wait for the store.",
                        () -> store.load().waiting()),
                new Family(
                        "funcgraph_store_operations",
                        "Reads and writes of the store.",
                        Family.Kind.COUNTER,
                        () -> kinds((double) store.load().reads(), (double)
                                store.load().writes())),
                new Family(
                        "funcgraph_store_operation_seconds",
                        "Time that all reads and writes of the store took, waiting included.",
                        Family.Kind.COUNTER,
                        () -> kinds(
                                store.load().readNanos() / NANOS_PER_SECOND,
                                store.load().writeNanos() / NANOS_PER_SECOND)),
                Family.counter(
                        "funcgraph_store_commits",
                        "Transactions that became durable; fewer than writes, since several share one.",
                        () -> store.counters().commits()),
                Family.counter(
                        "funcgraph_store_failures",
                        "Reads and writes that could not begin in time, or broke.",
                        () -> store.load().failures()));
    }

    private static List<Sample> kinds(double reads, double writes) {
        return List.of(Sample.of(reads, "kind", "read"), Sample.of(writes, "kind", "write"));
    }
}
