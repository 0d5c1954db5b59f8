package funcgraph.server;

import funcgraph.contract.Limits;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.Ids;
import funcgraph.engine.control.Aliases;
import funcgraph.engine.control.CodeIntake;
import funcgraph.engine.control.DependencyIntake;
import funcgraph.engine.control.Functions;
import funcgraph.engine.control.GoIntake;
import funcgraph.engine.control.KeptHeads;
import funcgraph.engine.control.KeptPublications;
import funcgraph.engine.control.LogStreams;
import funcgraph.engine.control.Versions;
import funcgraph.engine.iam.AccessKeys;
import funcgraph.engine.iam.Agencies;
import funcgraph.engine.iam.Identities;
import funcgraph.engine.iam.Passwords;
import funcgraph.engine.iam.Project;
import funcgraph.engine.iam.ServerKey;
import funcgraph.engine.iam.TemporaryKeys;
import funcgraph.engine.iam.Tokens;
import funcgraph.engine.invoke.Admission;
import funcgraph.engine.invoke.AdmissionQueue;
import funcgraph.engine.invoke.BackgroundCalls;
import funcgraph.engine.invoke.CodeLayout;
import funcgraph.engine.invoke.CodeTrees;
import funcgraph.engine.invoke.Heads;
import funcgraph.engine.invoke.Hop;
import funcgraph.engine.invoke.Invocations;
import funcgraph.engine.invoke.LiveFunctions;
import funcgraph.engine.invoke.Preparation;
import funcgraph.engine.invoke.Published;
import funcgraph.engine.invoke.Subjects;
import funcgraph.engine.invoke.Targets;
import funcgraph.engine.observe.Audit;
import funcgraph.engine.observe.FunctionLogs;
import funcgraph.engine.reserve.ReserveLoop;
import funcgraph.engine.source.Sources;
import funcgraph.engine.trigger.GatewayTable;
import funcgraph.engine.trigger.Ingest;
import funcgraph.engine.trigger.TimerLoop;
import funcgraph.engine.trigger.TriggerParts;
import funcgraph.http.ApiServer;
import funcgraph.http.IamRoutes;
import funcgraph.http.ObserveRoutes;
import funcgraph.http.Recording;
import funcgraph.http.Routes;
import funcgraph.http.RuntimeRoutes;
import funcgraph.http.Unserved;
import funcgraph.http.async.AsyncRoutes;
import funcgraph.http.auth.Authenticator;
import funcgraph.http.functions.AliasRoutes;
import funcgraph.http.functions.FunctionRoutes;
import funcgraph.http.functions.FunctionViews;
import funcgraph.http.functions.LimitViews;
import funcgraph.http.functions.VersionRoutes;
import funcgraph.http.gateway.Gateway;
import funcgraph.http.gateway.GatewayAccess;
import funcgraph.http.iam.IamApi;
import funcgraph.http.invoke.InvokeRoutes;
import funcgraph.http.invoke.OutcomeAnswers;
import funcgraph.http.observe.AuditRoutes;
import funcgraph.http.observe.LogRoutes;
import funcgraph.http.observe.LtsRoutes;
import funcgraph.http.triggers.NotificationRoutes;
import funcgraph.http.triggers.TriggerRoutes;
import funcgraph.http.triggers.TriggerViews;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.pool.PoolLimits;
import funcgraph.runtime.pool.WorkerPool;
import funcgraph.runtime.worker.Call;
import funcgraph.server.config.Config;
import funcgraph.store.BoundRows;
import funcgraph.store.DataDirectory;
import funcgraph.store.FunctionTable;
import funcgraph.store.LogStore;
import funcgraph.store.PackageStore;
import funcgraph.store.PublicationTable;
import funcgraph.store.SecretTable;
import funcgraph.store.Store;
import funcgraph.store.StoreSettings;
import funcgraph.store.archive.ArchiveLimits;
import funcgraph.store.archive.Archives;
import funcgraph.store.obs.ObjectStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Everything that lives as long as the server, each made here and nowhere else, from the bottom floor up. The store opens
 * while the event loops start, since each takes a good part of the time to readiness.
 */
final class Wiring {

    private static final int MOST_LOOPS = 8;
    private static final int HOP_CAPACITY = 256;
    private static final int HEADS = 10_000;
    private static final int PUBLICATIONS = 2_000;
    private static final int CODE_TREES = 256;
    private static final int SERVER_KEY_BYTES = 32;
    private static final int INITIALIZER_ATTEMPTS = 3;
    private static final long MIB = 1L << 20;
    private static final Duration IDLE_MARGIN = Duration.ofMinutes(1);

    final Vertx vertx;
    final Store store;
    final FunctionLogs logs;
    final Audit audit;
    final ObjectStore objects;
    final Launcher launcher;
    final WorkerPool pool;
    final Hop hop;
    final Admission admission;
    final ApiServer api;
    final PackageSweepLoop sweep;
    final AsyncParts async;
    final TimerLoop timers;
    final ReserveLoop reserve;
    final Sources sources;
    final GatewayAddress gatewayAddress;
    final MetricsParts metrics;
    final MetricsParts.Kept measured;
    final HealthParts health;

    /** Where the sources bring what they fetch. */
    final Ingest ingest;

    private final Config config;
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(ThreadLocalRandom::current);
    private final int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
    private final FunctionTable table = new FunctionTable();
    private final PublicationTable publications = new PublicationTable();
    private final BoundRows bound = new BoundRows();

    Wiring(Config config, DataDirectory directory, Credentials first) throws IOException {
        this.config = config;
        var opening = CompletableFuture.supplyAsync(() -> Store.open(storeSettings(directory)), Wiring::onItsOwnThread);
        vertx = Vertx.vertx(vertxOptions());
        var node = ids.uuid();
        metrics = new MetricsParts(config, clock, node);

        // What the store and the runtime offer.
        var packages = new PackageStore(directory.packages(), clock);
        var archives = new Archives(ArchiveLimits.of(config.quotas()));
        objects = new ObjectStore(
                config.obs().endpoints(),
                config.quotas().objectBytes(),
                config.obs().timeLimit(),
                directory.temporary());
        var catalog = RuntimeList.catalog(config.runtimes());
        var run = directory.root().resolve("run");
        launcher = Launchers.open(config.sandbox(), config.limits().vpcs(), run);
        hop = new Hop(vertx, HOP_CAPACITY);
        var trees =
                new CodeTrees(directory.root().resolve("code"), new CodeLayout(packages, archives), hop, CODE_TREES);
        var go = GoBuilds.with(catalog, config.runtimes().directory(), launcher);
        var limits = poolLimits();
        pool = Waiting.forResult(
                WorkerPool.open(vertx, loops, catalog, launcher, run, limits, go::worker, trees::crewEnded));
        store = Waiting.forResult(opening);

        logs = new FunctionLogs(LogStore.open(directory.logs()), config.logs(), clock);

        audit = new Audit(store, config.audit(), clock, config.api().region());

        // Who may do what.
        var identities = new Identities(FirstIdentity.settings(config, first));
        var serverKey = serverKey();
        var tokens = new Tokens(identities, serverKey, clock, ids);
        var temporaryKeys = new TemporaryKeys(identities, serverKey, clock, ids);
        var accessKeys = new AccessKeys(identities, temporaryKeys);
        var agencies = new Agencies(identities, temporaryKeys, tokens, clock);
        var passwords = new Passwords(identities, clock);

        // The use cases.
        var heads = new Heads(key -> KeptHeads.read(store, table, key), HEADS);
        var published = new Published(key -> KeptPublications.read(store, table, publications, key), PUBLICATIONS);
        var targets = new Targets(heads, published, hop, ThreadLocalRandom::current);
        admission = new Admission(config.quotas().concurrency());
        var queue = new AdmissionQueue(
                admission,
                vertx,
                config.invoke().throttleWait(),
                config.invoke().throttleQueue());
        var invocations = new Invocations(
                targets,
                queue,
                trees,
                pool,
                clock,
                config.invoke().workerWait(),
                (agency, function) -> agencies.credentials(agency, function).map(Wiring::shownToFunctions),
                config.limits().vpcs(),
                metrics.tracing,
                logs::output,
                metrics.meters.andThen(logs::ended));
        var background = Waiting.forResult(BackgroundCalls.open(vertx, loops, invocations, clock));
        var subjects = new Subjects(heads, published);
        async = new AsyncParts(config, store, table, objects, subjects, background, clock, ids);
        var region = config.api().region();
        var apis = new GatewayTable(region);
        var reserved = new ReserveParts(config, store, table, publications, subjects, trees, pool, clock);
        reserve = reserved.loop;
        var live = new LiveFunctions(
                heads, published, pool, admission, new Preparation(heads, trees, hop), apis::retain, reserve::moved);
        var intake = new CodeIntake(packages, archives, objects, new GoIntake(go, packages, archives), config.quotas());
        var kept = new KeptHeads(store, table, publications, live, config.quotas(), clock, ids);
        var keptPublications = new KeptPublications(store, table, publications, live, clock);
        var versions =
                new Versions(keptPublications, kept, table, publications, bound, config.limits(), config.quotas());
        var aliases = new Aliases(keptPublications, publications, bound, config.limits(), config.quotas());
        var resources =
                new ResourceParts(config, store, table, new DependencyIntake(packages, archives, objects), clock, ids);
        var functions = new Functions(
                kept, versions, packages, intake, resources.dependencies, config.limits(), agencyRule(agencies));
        var logStreams = new LogStreams(functions);
        sweep = new PackageSweepLoop(packages, digest -> store.read(view -> table.references(view, digest)));

        var fired = new LongAdder();
        var firing = new CountedFiring(new AsyncFiring(async.invocations), fired);
        sources = SourceParts.of(config, store, objects, clock);
        var triggers =
                TriggerParts.of(functions, store, table, apis, firing, sources, triggerSettings(region), clock, ids);
        ingest = triggers.ingest();
        timers = triggers.timers();
        gatewayAddress = new GatewayAddress(config.gateway());

        // How they are measured.
        measured = metrics.new Kept(store, pool, admission, pool::reserved, node);
        health = new HealthParts(store, catalog, pool, queue, async, directory.root(), limits.memoryMb(), clock);
        var gauges =
                new Gauges(pool, limits.memoryMb(), admission, queue, async, store, sources, fired, this::inFlight);

        // How they are reached.
        var profile = config.api().profile();
        var views = new FunctionViews(place(identities), profile, ZoneId.systemDefault());
        var answers = new OutcomeAnswers(config.invoke().functionErrorStatus());
        var functionRoutes = new FunctionRoutes(functions, views, profile, region);
        var routes = Routes.table(
                functionRoutes,
                new VersionRoutes(functions, versions, views, region),
                new AliasRoutes(aliases, views, region),
                new InvokeRoutes(invocations, answers, region),
                new AsyncRoutes(async.invocations, async.configs, clock, ZoneId.systemDefault(), region),
                new TriggerRoutes(
                        triggers.triggers(),
                        triggers.ingest(),
                        new TriggerViews(ZoneId.systemDefault(), gatewayAddress::of),
                        region),
                new NotificationRoutes(
                        triggers.notifications(), config.sources().obsToken()),
                new IamRoutes(new IamApi(identities, tokens, temporaryKeys, passwords)),
                new RuntimeRoutes(() -> RuntimeList.types(catalog), LimitViews.of(config.limits())),
                resources.routes(functions, functionRoutes, views, pool, admission, agencies, reserved.reservations),
                measured.routes(functions, health, gauges.families()),
                new ObserveRoutes(
                        new LogRoutes(functions, logs, region),
                        new AuditRoutes(audit),
                        new LtsRoutes(logStreams, logs, async.invocations, region)),
                new Unserved(functions, region),
                codeBodyBytes());
        var authenticator = new Authenticator(tokens, accessKeys, clock);
        api = new ApiServer(vertx, routes, authenticator, ids, apiSettings(), metrics.requests, metrics.tracing);
        api.record(new Recording(audit));
        api.log(config.log().access());
        var access = new GatewayAccess(authenticator, config.gateway().apps(), clock);
        api.mount(new Gateway(apis, access, invocations, firing, hop));
    }

    /** Read only once there is an API. */
    private int inFlight() {
        return api.inFlight();
    }

    /** Vert.x serves no files here, and its cache for them would leave a temporary directory behind each kill. */
    private VertxOptions vertxOptions() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(loops)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private StoreSettings storeSettings(DataDirectory directory) {
        var wanted = config.store();
        var url = wanted.url().isEmpty()
                ? StoreSettings.sqlite(directory.database()).url()
                : wanted.url();
        return new StoreSettings(
                url,
                wanted.user(),
                wanted.password(),
                wanted.readers(),
                wanted.pool(),
                wanted.queue(),
                wanted.patience());
    }

    private static Call.Credentials shownToFunctions(Agencies.Credentials of) {
        var keys = of.keys();
        return new Call.Credentials(keys.accessKey(), keys.secretKey(), keys.securityToken(), of.token());
    }

    /** The page's own example names an agency that no server has: so any may be named, unless the operator says no. */
    private BiPredicate<String, String> agencyRule(Agencies agencies) {
        return config.iam().strictAgencies() ? agencies::isDeclared : (agency, project) -> true;
    }

    private TriggerParts.Settings triggerSettings(String region) {
        var wanted = config.triggers();
        return new TriggerParts.Settings(wanted.quotas(), region, ZoneId.systemDefault(), wanted.timerGrace());
    }

    private PoolLimits poolLimits() {
        var wanted = config.runtimes();
        return PoolLimits.forProcessors(Runtime.getRuntime().availableProcessors())
                .withMaxWorkers(wanted.workers())
                .withMemoryMb(wanted.memoryMb() == 0 ? MachineMemory.forFunctionsMb() : wanted.memoryMb())
                .withMaxWorkersPerFunction(wanted.workersPerFunction())
                .withMaxWaitersPerRevision(wanted.waitingCalls())
                .withGenericPerRuntime(wanted.genericWorkers())
                .withKeepAlive(wanted.keepAlive());
    }

    /** All nodes on one database sign with the same key. */
    private ServerKey serverKey() {
        return new ServerKey(store.write(tx -> new SecretTable().readOrInsert(tx, "server-key", Wiring::freshKey)));
    }

    private static byte[] freshKey() {
        var bytes = new byte[SERVER_KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private FunctionViews.Place place(Identities identities) {
        var names = identities.projects().stream().collect(Collectors.toMap(Project::id, Project::name));
        var domain = identities.domain();
        return new FunctionViews.Place(
                identities.region(),
                domain.id(),
                domain.name(),
                id -> names.getOrDefault(id, id),
                config.limits().vpcs(),
                config.publicDependencies());
    }

    /** Archives come as base64, four bytes for three, between other fields. */
    private long codeBodyBytes() {
        long largest = Math.max(config.quotas().packageBytes(), config.quotas().dependencyBytes());
        return Math.max(Limits.BODY_BYTES, largest * 4 / 3 + MIB);
    }

    private ApiServer.Settings apiSettings() {
        var longestCall = Duration.ofSeconds(config.limits().longestTimeoutSeconds()
                + (long) ConfigLimits.LONGEST_INITIALIZER_SECONDS * INITIALIZER_ATTEMPTS);
        return new ApiServer.Settings(
                loops,
                config.api().rateLimitPerSecond(),
                Runtime.getRuntime().maxMemory() / 3,
                longestCall
                        .plus(config.invoke().workerWait())
                        .plus(config.invoke().throttleWait())
                        .plus(IDLE_MARGIN));
    }

    private static void onItsOwnThread(Runnable task) {
        Thread.ofPlatform().daemon().name("store-opening").start(task);
    }
}
