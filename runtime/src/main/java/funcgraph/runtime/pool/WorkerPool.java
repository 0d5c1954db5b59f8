package funcgraph.runtime.pool;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.worker.Bootstraps;
import funcgraph.runtime.worker.Launches;
import funcgraph.runtime.worker.Mould;
import funcgraph.runtime.worker.Worker;
import funcgraph.runtime.worker.WorkerSpec;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All workers of a server. Each event loop has a share of its own and lends to the others; nothing here blocks, and
 * nothing locks. A worker belongs to one revision of one function from the moment it gets code, and is never used again
 * after an unclean end.
 */
public final class WorkerPool {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    private static final Duration SWEEP_MOST = Duration.ofSeconds(5);
    private static final int SWEEPS_PER_KEEP_ALIVE = 4;
    private static final long SWEEP_LEAST_MILLIS = 50;

    private static final long REPLENISH_AFTER_MILLIS = 50;

    private final Vertx vertx;
    private final PoolLimits limits;
    private final Consumer<WorkerSpec> crewEnded;
    private final Seats seats;
    private final Stock stock;
    private final Processors processors = new Processors();
    private final List<Shard> shards;
    private final RunDirectory directory;
    private final Map<Thread, Shard> byThread = new HashMap<>();
    private final ConcurrentHashMap<CrewKey, Crew> crews = new ConcurrentHashMap<>();
    private final AtomicInteger leasesOut = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Promise<Void> closed = Promise.promise();
    private String deployment = "";
    private long sweeper;

    private record CrewKey(FunctionKey function, String version, long revision) {
        static CrewKey of(WorkerSpec spec) {
            return new CrewKey(spec.function(), spec.version(), spec.revision());
        }
    }

    private WorkerPool(
            Vertx vertx,
            PoolLimits limits,
            List<Shard> shards,
            RunDirectory directory,
            Consumer<WorkerSpec> crewEnded) {
        this.vertx = vertx;
        this.limits = limits;
        this.shards = shards;
        this.directory = directory;
        this.crewEnded = crewEnded;
        this.seats = new Seats(limits);
        this.stock = new Stock(limits, seats, new Boots(limits.bootsAtOnce()));
    }

    /**
     * Opens a pool; starts no process. Blocks while it unpacks the bootstraps, so not to be called on an event loop.
     *
     * @param loops on how many event loops workers live: the number that {@code vertx} has
     * @param runDirectory for sockets and bootstraps; made if missing, private to the server's user
     * @param goWorker finds the worker of Go1.8
     * @param crewEnded told on some loop when the last worker and the last call of a revision are gone, after which
     *     nothing here uses its code directory unless it is leased again
     */
    public static Future<WorkerPool> open(
            Vertx vertx,
            int loops,
            RuntimeCatalog catalog,
            Launcher launcher,
            Path runDirectory,
            PoolLimits limits,
            Launches.GoWorker goWorker,
            Consumer<WorkerSpec> crewEnded)
            throws IOException {
        var directory = RunDirectory.open(runDirectory);
        var bootstraps = Bootstraps.unpack(runDirectory.resolve("bootstraps"));
        var launches = new Launches(launcher, catalog, bootstraps, goWorker);
        var shards = new ArrayList<Shard>();
        for (int index = 0; index < loops; index++) {
            shards.add(new Shard(index, directory.path(), launches, limits));
        }
        var pool = new WorkerPool(vertx, limits, List.copyOf(shards), directory, crewEnded);
        Iterator<Shard> each = shards.iterator();
        return vertx.deployVerticle(() -> each.next(), new DeploymentOptions().setInstances(loops))
                .map(pool::opened);
    }

    private WorkerPool opened(String deploymentId) {
        deployment = deploymentId;
        shards.forEach(shard -> byThread.putIfAbsent(shard.loop().thread(), shard));
        long every = Math.min(SWEEP_MOST.toMillis(), limits.keepAlive().toMillis() / SWEEPS_PER_KEEP_ALIVE);
        sweeper = vertx.setPeriodic(Math.max(SWEEP_LEAST_MILLIS, every), ignored -> sweep());
        return this;
    }

    /**
     * A worker for one call: an idle one, or the next that becomes free or is started. The future fails only with
     * {@code NoWorker}, which carries the outcome; use {@link Leases#using}. On an event loop of the pool it is
     * answered there.
     *
     * @param deadlineNanos until when it may be waited for, as {@link System#nanoTime} counts
     */
    public Future<Lease> lease(WorkerSpec spec, long deadlineNanos) {
        return enter(spec).lease(here(), deadlineNanos);
    }

    /**
     * Has so many workers of a revision there from now on, whether it is called or not: they are started in the
     * background, started again when they die, and no keep-alive and no other function's need ends them. Any thread;
     * returns at once. Until the number is 0 again, or the revision is retired, its code directory is in use.
     *
     * @param restWhenIdle whether they get next to no processor time while they run nothing, where there is a sandbox
     * @param before run first, when nothing can have ended the use of the code directory
     */
    public void reserve(WorkerSpec spec, int workers, boolean restWhenIdle, Runnable before) {
        Crew crew = enter(spec);
        before.run();
        crew.reserve(workers, restWhenIdle);
    }

    /** Those of a revision are no longer reserved; idle ones end. Any thread. */
    public void release(FunctionKey function, String version, long revision) {
        Crew crew = crews.get(new CrewKey(function, version, revision));
        if (crew != null && crew.enter()) {
            crew.reserve(0, false);
        }
    }

    /** What there is of a version's reserved workers, and how many workers its calls need. Any thread. */
    public ReserveState reserveState(FunctionKey function, String version) {
        var sum = ReserveState.NONE;
        for (var each : crews.entrySet()) {
            if (each.getKey().version().equals(version)
                    && each.getKey().function().equals(function)) {
                sum = sum.plus(each.getValue().reserveState());
            }
        }
        return sum;
    }

    /** Reserved workers of all versions of a function that are there. Any thread. */
    public int reserved(FunctionKey function) {
        int present = 0;
        for (var each : crews.entrySet()) {
            if (each.getKey().function().equals(function)) {
                present += each.getValue().reserveState().present();
            }
        }
        return present;
    }

    private Crew enter(WorkerSpec spec) {
        var key = CrewKey.of(spec);
        while (true) {
            Crew crew = crews.get(key);
            if (crew == null) {
                Crew made = new Crew(this, spec, shards.size());
                Crew other = crews.putIfAbsent(key, made);
                crew = other == null ? made : other;
            }
            if (crew.enter()) {
                return crew;
            }
            crews.remove(key, crew);
        }
    }

    /**
     * Lets the workers of older revisions end: idle ones at once, others when their call is over. Calls that were
     * resolved to an older revision before are still served by it.
     */
    public void retire(FunctionKey function, String version, long revisionsBelow) {
        crews.forEach((key, crew) -> {
            if (key.revision() < revisionsBelow
                    && key.version().equals(version)
                    && key.function().equals(function)) {
                crew.retire();
            }
        });
    }

    /** Lets all workers of a function end, of all versions; for one that was deleted. */
    public void retireAll(FunctionKey function) {
        crews.forEach((key, crew) -> {
            if (key.function().equals(function)) {
                crew.retire();
            }
        });
    }

    public PoolStats stats() {
        return new PoolStats(
                shards.stream().mapToInt(Shard::alive).sum(),
                stock.idle(),
                leasesOut.get(),
                crews.values().stream().mapToInt(Crew::waitingCalls).sum(),
                crews.size());
    }

    /** Each revision that has workers or calls. */
    public List<CrewStats> crewStats() {
        return crews.values().stream().map(Crew::stats).toList();
    }

    /** Workers that wait without code, of each runtime that has any. */
    public Map<RuntimeName, Integer> generic() {
        return stock.idleByRuntime();
    }

    /**
     * Ends everything: calls that wait are refused, calls that run have {@code grace} to end. Complete when the last
     * process is reaped. Closing again changes nothing more.
     */
    public Future<Void> close(Duration grace) {
        return close(grace, grace);
    }

    /**
     * The same.
     *
     * @param stopGrace how long pre-stop handlers have at most, counted from now
     */
    public Future<Void> close(Duration grace, Duration stopGrace) {
        if (closing.compareAndSet(false, true)) {
            vertx.cancelTimer(sweeper);
            stock.close();
            crews.values().forEach(Crew::close);
            var ending =
                    shards.stream().map(shard -> shard.close(grace, stopGrace)).toList();
            Future.join(ending)
                    .compose(all -> vertx.undeploy(deployment))
                    .onComplete(ignored -> directory.giveBack())
                    .onComplete(closed);
        }
        return closed.future();
    }

    boolean isClosed() {
        return closing.get();
    }

    PoolLimits limits() {
        return limits;
    }

    /** Not at once: a process that starts would take the processor from the call that took the last one. */
    void replenishSoon(Mould mould) {
        vertx.setTimer(REPLENISH_AFTER_MILLIS, ignored -> stock.replenish(here(), mould));
    }

    /** Runs it on some loop, in a while. */
    void later(long nanos, Runnable task) {
        vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), ignored -> task.run());
    }

    Processors processors() {
        return processors;
    }

    Seats seats() {
        return seats;
    }

    Stock stock() {
        return stock;
    }

    /** The memory that processes may count as together, MB. */
    public int memoryMb() {
        return limits.memoryMb();
    }

    /** The memory that processes count as now, MB; never more than {@link PoolLimits#memoryMb}. */
    public long memoryTakenMb() {
        return seats.takenMb();
    }

    /** The share of the loop that runs this; from elsewhere, any. */
    Shard here() {
        Shard own = byThread.get(Thread.currentThread());
        return own != null ? own : anyShard();
    }

    /** Each in its turn. */
    Shard anyShard() {
        return shards.get(Math.floorMod(turn.getAndIncrement(), shards.size()));
    }

    void leaseOpened() {
        leasesOut.incrementAndGet();
    }

    void leaseClosed() {
        if (leasesOut.decrementAndGet() < 0) {
            throw new IllegalStateException("a lease was given back twice");
        }
    }

    void ended(Crew crew) {
        crews.remove(CrewKey.of(crew.spec()), crew);
        try {
            crewEnded.accept(crew.spec());
        } catch (RuntimeException e) {
            LOG.error("after the last worker of {}", crew.spec(), e);
        }
    }

    /**
     * Ends workers until there will be room for one of that revision: first those without code, then those that have been
     * idle longest. Their room is free when their processes are gone.
     */
    void makeRoomFor(WorkerSpec spec) {
        int needed = Seats.memoryMb(spec);
        while (!seats.willHaveRoom(needed) && (stock.evict(this::evict) || evictLongestIdle())) {
            // one more may be needed
        }
    }

    private boolean evictLongestIdle() {
        long none = System.nanoTime();
        Crew longest = null;
        long since = none;
        for (Crew crew : crews.values()) {
            long oldest = crew.oldestIdle(none);
            if (oldest - since < 0) {
                since = oldest;
                longest = crew;
            }
        }
        return longest != null && longest.evict();
    }

    /** Ends a worker of nobody's, with that memory. */
    void evict(Worker worker, int memoryMb) {
        seats.leaves(memoryMb);
        worker.gone().onComplete((none, failure) -> seats.left(memoryMb));
        worker.end();
    }

    private void sweep() {
        long now = System.nanoTime();
        long since = now - limits.keepAlive().toNanos();
        for (Crew crew : crews.values()) {
            for (Shard shard : shards) {
                crew.endIdleSince(shard.index(), since);
            }
            crew.lookAfterReserve(now);
        }
        stock.sweep(now);
        shards.forEach(Shard::drainIdle);
    }
}
