package funcgraph.server;

import funcgraph.domain.Ids;
import funcgraph.engine.async.AsyncConfigs;
import funcgraph.engine.async.AsyncInvocations;
import funcgraph.engine.async.AsyncSweepLoop;
import funcgraph.engine.async.Backlog;
import funcgraph.engine.async.CompletionLoop;
import funcgraph.engine.async.DeliveryLoop;
import funcgraph.engine.async.Destinations;
import funcgraph.engine.async.DispatchLoop;
import funcgraph.engine.async.Runner;
import funcgraph.engine.invoke.BackgroundCalls;
import funcgraph.engine.invoke.Subjects;
import funcgraph.server.config.Config;
import funcgraph.store.AsyncConfigTable;
import funcgraph.store.AsyncTable;
import funcgraph.store.DeliveryTable;
import funcgraph.store.FunctionTable;
import funcgraph.store.NodeTable;
import funcgraph.store.StatusLogTable;
import funcgraph.store.Store;
import funcgraph.store.obs.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Asynchronous invocation: its part of {@link Wiring}. */
final class AsyncParts {

    final AsyncInvocations invocations;
    final AsyncConfigs configs;

    private static final int MOST_FUNCTIONS_LOOKED_AT = 100;

    private final Store store;
    private final AsyncTable table = new AsyncTable();
    private final Backlog backlog;
    private final Clock clock;
    private final DispatchLoop dispatch;
    private final AsyncSweepLoop sweep;
    private final DeliveryLoop deliveries;

    AsyncParts(
            Config config,
            Store store,
            FunctionTable functions,
            ObjectStore objects,
            Subjects subjects,
            BackgroundCalls calls,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.clock = clock;
        var settings = config.async();
        var region = config.api().region();
        var node = ids.uuid();
        DoubleSupplier chance = () -> ThreadLocalRandom.current().nextDouble();
        var nodes = new NodeTable();
        var configTable = new AsyncConfigTable();
        var deliveryTable = new DeliveryTable();
        backlog = new Backlog(settings);
        var completions = new CompletionLoop(store, table, deliveryTable, clock, node, settings.taken());
        var runner = new Runner(calls, completions, clock, chance);
        dispatch = new DispatchLoop(
                store,
                new DispatchLoop.Tables(table, functions, configTable, nodes),
                runner,
                completions,
                backlog,
                settings,
                clock,
                node,
                region);
        invocations = new AsyncInvocations(store, table, new StatusLogTable(), subjects, backlog, dispatch, clock, ids);
        sweep = new AsyncSweepLoop(store, table, nodes, runner, backlog, settings, clock, node);
        var destinations = new Destinations(objects, config.destinations(), clock);
        configs = new AsyncConfigs(store, configTable, invocations, destinations, clock);
        deliveries =
                new DeliveryLoop(store, deliveryTable, functions, destinations, invocations, clock, chance, region);
    }

    void start() {
        sweep.start();
        dispatch.start();
        deliveries.start();
    }

    /** Invocations that wait or run. */
    long unfinished() {
        return backlog.all();
    }

    /** How long the one has waited that has waited longest, of the first few functions; none that is put off counts. */
    Duration longestWait() {
        var now = clock.instant();
        var oldest = store.read(view -> {
            var found = now;
            var next = table.nextWaiting(view, "");
            for (int i = 0; i < MOST_FUNCTIONS_LOOKED_AT && next.isPresent(); i++) {
                found = next.get().due().isBefore(found) ? next.get().due() : found;
                next = table.nextWaiting(view, next.get().functionId());
            }
            return found;
        });
        return Duration.between(oldest, now);
    }

    /** Takes nothing more, and lets what runs end within the time. */
    void stop(Duration grace) {
        dispatch.stop(grace);
    }

    /** Writes what has become of the rest; after the workers are gone. */
    void close() {
        dispatch.close();
        sweep.close();
        deliveries.close();
    }
}
