package funcgraph.server;

import funcgraph.engine.invoke.CodeTrees;
import funcgraph.engine.invoke.Reserves;
import funcgraph.engine.invoke.Revisions;
import funcgraph.engine.invoke.Subjects;
import funcgraph.engine.reserve.Reservations;
import funcgraph.engine.reserve.ReserveLoop;
import funcgraph.engine.reserve.ReserveSettings;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.server.config.Config;
import funcgraph.store.FunctionTable;
import funcgraph.store.PublicationTable;
import funcgraph.store.ReservationTable;
import funcgraph.store.Store;
import java.time.Clock;
import java.time.ZoneId;

/** Reserved instances: their part of {@link Wiring}. */
final class ReserveParts {

    private static final double PART_OF_CONCURRENCY = 0.9;

    final ReserveLoop loop;
    final Reservations reservations;

    ReserveParts(
            Config config,
            Store store,
            FunctionTable functions,
            PublicationTable publications,
            Subjects subjects,
            CodeTrees trees,
            WorkerPool pool,
            Clock clock) {
        var settings = new ReserveSettings(
                config.api().region(),
                ZoneId.systemDefault(),
                (int) (config.quotas().concurrency() * PART_OF_CONCURRENCY),
                pool.memoryMb(),
                config.runtimes().workers());
        var table = new ReservationTable();
        var reserves = new Reserves(trees, pool, new Revisions(config.limits().vpcs()));
        loop = new ReserveLoop(store, table, subjects, reserves, clock, settings);
        reservations = new Reservations(
                store, new Reservations.Tables(functions, publications, table), subjects, reserves, loop, settings);
    }
}
