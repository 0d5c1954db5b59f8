package funcgraph.engine.async;

import funcgraph.domain.AsyncConfig;
import funcgraph.domain.AsyncRules;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.KeptAsyncConfig;
import funcgraph.domain.Qualifier;
import funcgraph.engine.invoke.Cancellation;
import funcgraph.engine.loop.Recurring;
import funcgraph.store.AsyncConfigTable;
import funcgraph.store.AsyncTable;
import funcgraph.store.FunctionTable;
import funcgraph.store.NodeTable;
import funcgraph.store.Store;
import funcgraph.store.StoreFailed;
import funcgraph.store.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes waiting invocations from the store, function by function in turn, as many as its lane wants and as there is
 * room for. A function gets at most as much of the room as it leaves free, so that however many are slow there is some
 * for the next. What is not taken stays in the store: a million of them take no memory here.
 *
 * <p>What is accepted on this node is told to it; what others accepted, and what has become due, it finds by looking.
 */
public final class DispatchLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Functions that one look finds; the next goes on behind them. */
    private static final int LOOK_AT = 1000;

    private static final int REMOVED_AT_ONCE = 1000;

    private static final int DISCARDED_AT_ONCE = 100;

    private final Store store;
    private final Tables tables;
    private final Runner runner;
    private final CompletionLoop completions;
    private final Backlog backlog;
    private final AsyncSettings settings;
    private final Clock clock;
    private final String node;
    private final String region;

    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();
    /** Functions of which something may be due. */
    private final Set<String> due = ConcurrentHashMap.newKeySet();

    private final Holdings holdings;
    private final Lease lease;
    private final Recurring loop = new Recurring("async-dispatch", TRY_AGAIN, PATIENCE, this::round);
    private volatile boolean stopping;
    /** Set when the store broke while something was taken: nobody knows then whether it was. */
    private boolean mayHaveLostTrack;

    private Instant lookAt = Instant.MIN;
    private String lookedAt = "";

    /** What it reads and writes. */
    public record Tables(AsyncTable invocations, FunctionTable functions, AsyncConfigTable configs, NodeTable nodes) {}

    /**
     * Makes the loop.
     *
     * @param node this node's id, a new one at each start
     */
    public DispatchLoop(
            Store store,
            Tables tables,
            Runner runner,
            CompletionLoop completions,
            Backlog backlog,
            AsyncSettings settings,
            Clock clock,
            String node,
            String region) {
        this.store = store;
        this.tables = tables;
        this.runner = runner;
        this.completions = completions;
        this.backlog = backlog;
        this.settings = settings;
        this.clock = clock;
        this.node = node;
        this.region = region;
        this.holdings = new Holdings(settings.taken());
        this.lease = new Lease(store, tables.nodes(), node);
    }

    /** Begins, with what an earlier run of a node that is not shared has left. */
    public void start() {
        runner.whenHungry(loop::wake);
        completions.start(this::settled);
        loop.start();
    }

    /** Something was accepted for the function. Any thread; does not wait. */
    void wake(String functionId) {
        if (due.add(functionId)) {
            loop.wake();
        }
    }

    /** Ends one that this node has taken and not begun; false when there is none. */
    boolean cancelQueued(String requestId) {
        var known = holdings.find(requestId);
        return known != null && runner.cancelQueued(known);
    }

    /** Ends one that this node has taken, whether it runs already or is about to. */
    void cancelTaken(String requestId) {
        var known = holdings.find(requestId);
        if (known != null) {
            known.cancellation().cancel();
        }
    }

    /** Takes no more and lets what runs end within the time; what is left is given back. */
    public void stop(Duration grace) {
        stopping = true;
        loop.wake();
        runner.stop(List.copyOf(lanes.values()));
        runner.awaitEnd(grace);
    }

    /** Ends after {@link #stop}, when nothing runs any more. */
    @Override
    public void close() {
        stopping = true;
        loop.close();
        completions.close();
        sayGoodbye();
    }

    private Duration round() {
        try {
            return step() ? Duration.ZERO : TICK;
        } catch (StoreFailed e) {
            mayHaveLostTrack = true;
            throw e;
        }
    }

    /** Whether anything was taken, so that there may be more. */
    private boolean step() {
        var now = clock.instant();
        lease.renewIfDue(now);
        if (mayHaveLostTrack) {
            giveBackWhatIsLost(now);
            mayHaveLostTrack = false;
        }
        if (!now.isBefore(lookAt)) {
            look(now);
            lookAt = now.plus(LOOK_EVERY);
        }
        return !stopping && takeRound();
    }

    /** What the store says that this node has, and it does not know of. */
    private void giveBackWhatIsLost(Instant now) {
        store.write(tx -> {
            for (var requestId : tables.invocations().takenBy(tx, node, settings.taken())) {
                if (!holdings.has(requestId)) {
                    tables.invocations().giveBack(tx, node, requestId, now);
                }
            }
            return null;
        });
    }

    /** Each look-up is one step in an index, whatever waits there. */
    private void look(Instant now) {
        var found = store.read(view -> {
            var all = new ArrayList<AsyncTable.FunctionDue>();
            var next = tables.invocations().nextWaiting(view, lookedAt);
            while (next.isPresent() && all.size() < LOOK_AT) {
                all.add(next.get());
                next = tables.invocations().nextWaiting(view, next.get().functionId());
            }
            return all;
        });
        found.stream().filter(each -> !each.due().isAfter(now)).forEach(each -> due.add(each.functionId()));
        found.stream().filter(each -> isStuck(each, now)).forEach(each -> discardOld(each, now));
        lookedAt = found.size() == LOOK_AT ? found.getLast().functionId() : "";
        lanes.values().removeIf(lane -> lane.isIdle(now) && !due.contains(lane.functionId()));
    }

    /** Nothing is taken for it just now, so nobody would notice that what waits gets too old. */
    private boolean isStuck(AsyncTable.FunctionDue function, Instant now) {
        var lane = lanes.get(function.functionId());
        return lane != null
                && lane.wants(now) <= 0
                && function.due().isBefore(now)
                && holdings.free() >= DISCARDED_AT_ONCE;
    }

    /** What is due since longer than the youngest age of the function's configurations is looked at one by one. */
    private void discardOld(AsyncTable.FunctionDue function, Instant now) {
        var id = function.functionId();
        int age = store.read(view -> tables.configs().list(view, id, 0, LOOK_AT)).stream()
                .mapToInt(kept -> kept.config().maxAgeSeconds())
                .reduce(AsyncConfig.USUAL_AGE_SECONDS, Math::min);
        var bound = now.minusSeconds(age);
        if (function.due().isAfter(bound)) {
            return;
        }
        for (var old : claim(id, bound, DISCARDED_AT_ONCE)) {
            completions.add(
                    AsyncRules.isTooOld(old.config(), old.row().acceptedAt(), now)
                            ? Completion.discarded(old, Failure.NONE)
                            : new Completion.Back(old, old.row().attempts(), now, 0, ""));
        }
    }

    /** Once to each function that may have something; whether anything was taken. */
    private boolean takeRound() {
        boolean any = false;
        for (var functionId : List.copyOf(due)) {
            if (stopping || lease.isOver(clock.instant())) {
                return false;
            }
            if (lease.isDue(clock.instant())) {
                return any; // the lease comes first, however long the round
            }
            any |= takeFor(functionId);
        }
        return any;
    }

    private boolean takeFor(String functionId) {
        var now = clock.instant();
        var lane = lanes.computeIfAbsent(functionId, id -> new Lane(id, settings.runningPerFunction()));
        int room = holdings.room(lane, lane.wants(now));
        if (room <= 0) {
            return false;
        }
        due.remove(functionId); // before the look, so that who comes meanwhile puts it back
        var claimed = claim(functionId, now, room);
        if (claimed.isEmpty()) {
            return false;
        }
        if (claimed.size() == room) {
            due.add(functionId);
        }
        lane.add(claimed);
        runner.launch(lane);
        return true;
    }

    private List<Taken> claim(String functionId, Instant now, int room) {
        return holdings.take(() -> claimed(functionId, now, room));
    }

    private List<Taken> claimed(String functionId, Instant now, int room) {
        var lane = lanes.computeIfAbsent(functionId, id -> new Lane(id, settings.runningPerFunction()));
        return store.write(tx -> {
            var key = tables.functions().keyOf(tx, functionId);
            if (key.isEmpty()) {
                int removed = tables.invocations().deleteOf(tx, functionId, REMOVED_AT_ONCE);
                if (removed == REMOVED_AT_ONCE) {
                    due.add(functionId);
                }
                return List.<Taken>of();
            }
            var rows = tables.invocations().claim(tx, node, functionId, now, room);
            if (!rows.isEmpty()) {
                tables.nodes()
                        .renew(tx, node, now.plus(Lease.LENGTH)); // nobody finds what a node has that is in no table
            }
            var configs = new HashMap<String, AsyncConfig>();
            var found = new ArrayList<Taken>();
            for (var row : rows) {
                var config = configs.computeIfAbsent(
                        row.qualifier(),
                        qualifier -> tables.configs()
                                .find(tx, functionId, qualifier)
                                .map(KeptAsyncConfig::config)
                                .orElse(AsyncConfig.NONE));
                var urn = new FunctionUrn(region, key.get(), Qualifier.parse(row.qualifier()));
                found.add(new Taken(lane, urn, row, config, new Cancellation()));
            }
            return found;
        });
    }

    private void settled(Completion completion) {
        holdings.drop(completion.taken());
        if (completion instanceof Completion.Ended) {
            backlog.leave(completion.taken().lane().functionId());
        }
        loop.wake();
    }

    /** Leaves nothing behind for others to find out by waiting. */
    private void sayGoodbye() {
        try {
            store.write(tx -> {
                int given = tables.invocations().giveBackAll(tx, node, clock.instant(), settings.taken());
                if (given < settings.taken()) {
                    tables.nodes().delete(tx, node);
                }
                return null;
            });
        } catch (StoreUnavailable | StoreFailed e) {
            LOG.warn("what this node had taken is given back after {} s: {}", Lease.LENGTH.toSeconds(), e.getMessage());
        }
    }
}
