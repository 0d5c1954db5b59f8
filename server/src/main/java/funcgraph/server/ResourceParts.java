package funcgraph.server;

import funcgraph.domain.Ids;
import funcgraph.engine.control.Dependencies;
import funcgraph.engine.control.DependencyIntake;
import funcgraph.engine.control.Functions;
import funcgraph.engine.control.HeldFunctions;
import funcgraph.engine.control.QuotaReport;
import funcgraph.engine.control.SideSettings;
import funcgraph.engine.control.Tags;
import funcgraph.engine.control.TestEvents;
import funcgraph.engine.iam.Agencies;
import funcgraph.engine.iam.AgencySettings;
import funcgraph.engine.invoke.Admission;
import funcgraph.engine.reserve.Reservations;
import funcgraph.http.ResourceRoutes;
import funcgraph.http.functions.FunctionRoutes;
import funcgraph.http.functions.FunctionViews;
import funcgraph.http.json.Json;
import funcgraph.http.resources.AccountRoutes;
import funcgraph.http.resources.DependencyRoutes;
import funcgraph.http.resources.ReservationRoutes;
import funcgraph.http.resources.SideRoutes;
import funcgraph.http.resources.TagRoutes;
import funcgraph.http.resources.TemplateRoutes;
import funcgraph.http.resources.Templates;
import funcgraph.http.resources.TestEventRoutes;
import funcgraph.http.resources.TransferRoutes;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.server.config.Config;
import funcgraph.store.DependencyTable;
import funcgraph.store.FunctionTable;
import funcgraph.store.SettingTable;
import funcgraph.store.Store;
import funcgraph.store.TagTable;
import funcgraph.store.TestEventTable;
import java.time.Clock;
import java.util.List;

/** What belongs to functions or is used by them, wired: a part of {@link Wiring}. */
final class ResourceParts {

    final Dependencies dependencies;

    private final Config config;
    private final FunctionTable table;
    private final HeldFunctions held;
    private final TestEvents events;
    private final Tags tags;
    private final SideSettings settings;

    ResourceParts(Config config, Store store, FunctionTable table, DependencyIntake intake, Clock clock, Ids ids) {
        this.config = config;
        this.table = table;
        dependencies = new Dependencies(
                store,
                new DependencyTable(),
                intake,
                new Dependencies.Settings(
                        config.quotas(),
                        config.publicDependencies(),
                        config.limits().longestDescription()),
                clock,
                ids);
        held = new HeldFunctions(store, table);
        events = new TestEvents(held, new TestEventTable(), Json::isJson, clock, ids);
        tags = new Tags(held, new TagTable());
        settings = new SideSettings(store, held, new SettingTable());
    }

    ResourceRoutes routes(
            Functions functions,
            FunctionRoutes creation,
            FunctionViews views,
            WorkerPool pool,
            Admission admission,
            Agencies agencies,
            Reservations reservations) {
        var region = config.api().region();
        var machine = new QuotaReport.Machine(
                config.runtimes().keepAlive(),
                config.runtimes().workers(),
                config.api().rateLimitPerSecond(),
                () -> pool.stats().workersAlive(),
                admission::running);
        return new ResourceRoutes(
                new DependencyRoutes(dependencies, views),
                new TestEventRoutes(events, region),
                new TagRoutes(tags, region),
                new SideRoutes(settings, functions, views, region),
                new AccountRoutes(
                        new QuotaReport(held, table, config.quotas(), machine), project -> declared(agencies, project)),
                new TemplateRoutes(new Templates()),
                new TransferRoutes(
                        functions, creation, views, region, config.quotas().packageBytes()),
                new ReservationRoutes(reservations, region));
    }

    private List<String> declared(Agencies agencies, String project) {
        return config.iam().agencies().stream()
                .map(AgencySettings::name)
                .filter(name -> agencies.isDeclared(name, project))
                .toList();
    }
}
