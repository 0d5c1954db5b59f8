package funcgraph.server.config;

import funcgraph.domain.Cidr;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.Quotas;
import funcgraph.domain.Vpcs;
import funcgraph.domain.trigger.TriggerQuotas;
import funcgraph.engine.async.AsyncSettings;
import funcgraph.engine.async.DestinationSettings;
import funcgraph.engine.iam.AgencySettings;
import funcgraph.engine.iam.Project;
import funcgraph.engine.iam.UserSettings;
import funcgraph.engine.observe.AuditLimits;
import funcgraph.engine.observe.LogLimits;
import funcgraph.engine.source.BrokerSettings;
import funcgraph.engine.source.BucketSource;
import funcgraph.engine.source.SourceSettings;
import funcgraph.http.AccessLog;
import funcgraph.http.functions.ApiProfile;
import funcgraph.http.gateway.Apps;
import funcgraph.runtime.network.NetworkSettings;
import funcgraph.store.obs.ObsEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that can be configured, typed. {@link Keys} says what each value means and which are allowed. */
public record Config(
        Server server,
        Api api,
        ConfigLimits limits,
        Quotas quotas,
        Store store,
        Obs obs,
        Runtimes runtimes,
        Sandbox sandbox,
        Invoke invoke,
        AsyncSettings async,
        DestinationSettings destinations,
        Triggers triggers,
        Sources sources,
        Gateway gateway,
        Metrics metrics,
        Trace trace,
        Log log,
        LogLimits logs,
        AuditLimits audit,
        List<Project> projects,
        List<UserSettings> users,
        Iam iam,
        String publicDependencies) {

    public record Server(String host, int port, Path data, Duration shutdownGrace) {}

    /** The names are empty where they are to be made up. */
    public record Api(
            ApiProfile profile,
            String region,
            int rateLimitPerSecond,
            String domainId,
            String domainName,
            String projectId,
            String projectName,
            String userName) {}

    /** {@code url} is empty for SQLite. */
    public record Store(String url, String user, String password, int pool, int readers, int queue, Duration patience) {
        @Override
        public String toString() {
            return "Store[" + (url.isEmpty() ? "SQLite" : "PostgreSQL") + "]";
        }
    }

    public record Obs(List<ObsEndpoint> endpoints, Duration timeLimit) {}

    public record Runtimes(
            Path directory,
            boolean substitute,
            int workers,
            int workersPerFunction,
            int memoryMb,
            int genericWorkers,
            int waitingCalls,
            Duration keepAlive) {}

    /** How functions are kept apart. */
    public record Sandbox(
            boolean enabled, boolean required, NetworkSettings.Usual network, Cidr natRange, int temporaryMb) {}

    public record Invoke(int functionErrorStatus, Duration workerWait, Duration throttleWait, int throttleQueue) {}

    public record Triggers(TriggerQuotas quotas, Duration timerGrace) {}

    /** {@code obsToken} is empty when the object store tells nothing. */
    public record Sources(SourceSettings settings, String obsToken) {
        @Override
        public String toString() {
            return "Sources[" + settings + "]";
        }
    }

    /** {@code port} 0 is the API's own; {@code url} is empty where it is where the gateway listens. */
    public record Gateway(int port, String url, Apps apps) {}

    /** {@code token} is empty where everybody may read. */
    public record Metrics(int functions, int series, String token, Duration drain) {
        @Override
        public String toString() {
            return "Metrics[" + functions + ", " + series + ", ***, " + drain + "]";
        }
    }

    /** {@code endpoint} is empty where nothing is traced. */
    public record Trace(String endpoint, double ratio, Map<String, String> headers) {
        @Override
        public String toString() {
            return "Trace[" + endpoint + ", " + ratio + ", ***]";
        }
    }

    public record Iam(List<AgencySettings> agencies, boolean strictAgencies) {}

    public record Log(LogFormat format, LogLevel level, AccessLog access) {}

    public static Config of(Settings from) {
        return new Config(
                server(from),
                api(from),
                limits(from),
                quotas(from),
                store(from),
                new Obs(from.value(Keys.OBS_ENDPOINTS), seconds(from, Keys.OBS_TIME)),
                runtimes(from),
                new Sandbox(
                        from.value(Keys.SANDBOX),
                        from.value(Keys.SANDBOX_REQUIRED),
                        from.value(Keys.SANDBOX_NETWORK),
                        from.value(Keys.SANDBOX_RANGE),
                        from.value(Keys.SANDBOX_TEMPORARY)),
                new Invoke(
                        from.value(Keys.FUNCTION_ERROR_STATUS),
                        seconds(from, Keys.WORKER_WAIT),
                        Duration.ofMillis(from.value(Keys.THROTTLE_WAIT)),
                        from.value(Keys.THROTTLE_QUEUE)),
                async(from),
                destinations(from),
                new Triggers(
                        new TriggerQuotas(from.value(TriggerKeys.PER_VERSION), from.value(TriggerKeys.PULL)),
                        seconds(from, TriggerKeys.TIMER_GRACE)),
                sources(from),
                new Gateway(
                        from.value(TriggerKeys.GATEWAY_PORT),
                        from.value(TriggerKeys.GATEWAY_URL),
                        new Apps(from.value(TriggerKeys.GATEWAY_APPS))),
                new Metrics(
                        from.value(MetricKeys.FUNCTIONS),
                        from.value(MetricKeys.SERIES),
                        from.value(MetricKeys.TOKEN),
                        seconds(from, MetricKeys.DRAIN)),
                trace(from),
                new Log(from.value(Keys.LOG_FORMAT), from.value(Keys.LOG_LEVEL), from.value(LogKeys.ACCESS)),
                LogKeys.limits(from),
                LogKeys.audit(from),
                from.value(Keys.PROJECTS),
                from.value(Keys.USERS),
                new Iam(from.value(Keys.AGENCIES), from.value(Keys.STRICT_AGENCIES)),
                from.value(Keys.PUBLIC_DEPENDENCIES));
    }

    /** The same with another data directory. */
    public Config withData(Path data) {
        return with(new Server(server.host, server.port, data, server.shutdownGrace));
    }

    /** The same with another port. */
    public Config withPort(int port) {
        return with(new Server(server.host, port, server.data, server.shutdownGrace));
    }

    private Config with(Server other) {
        return new Config(
                other,
                api,
                limits,
                quotas,
                store,
                obs,
                runtimes,
                sandbox,
                invoke,
                async,
                destinations,
                triggers,
                sources,
                gateway,
                metrics,
                trace,
                log,
                logs,
                audit,
                projects,
                users,
                iam,
                publicDependencies);
    }

    private static AsyncSettings async(Settings from) {
        return new AsyncSettings(
                from.value(AsyncKeys.QUEUED_PER_FUNCTION),
                from.value(AsyncKeys.QUEUED),
                from.value(AsyncKeys.TAKEN),
                from.value(AsyncKeys.RUNNING_PER_FUNCTION),
                Duration.ofHours(from.value(AsyncKeys.KEEP_HOURS)),
                from.value(AsyncKeys.KEEP_ROWS));
    }

    private static Sources sources(Settings from) {
        return new Sources(
                new SourceSettings(
                        new BucketSource.Settings(
                                seconds(from, SourceKeys.OBS_POLL), from.value(SourceKeys.OBS_OBJECTS)),
                        brokers(from, SourceKeys.KAFKA),
                        brokers(from, SourceKeys.RABBITMQ),
                        from.value(SourceKeys.MOST)),
                from.value(SourceKeys.OBS_TOKEN));
    }

    private static BrokerSettings brokers(Settings from, Key<List<Map.Entry<String, String>>> instances) {
        return new BrokerSettings(
                byName(from.value(instances)), from.value(SourceKeys.ANY_ADDRESS), from.value(SourceKeys.CA_FILE));
    }

    private static DestinationSettings destinations(Settings from) {
        return new DestinationSettings(
                byName(from.value(AsyncKeys.TOPICS)),
                byName(from.value(AsyncKeys.STREAMS)),
                seconds(from, AsyncKeys.TIME));
    }

    private static Trace trace(Settings from) {
        var headers = new LinkedHashMap<String, String>();
        var text = from.value(MetricKeys.HEADERS);
        for (var pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            headers.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Trace(
                from.value(MetricKeys.ENDPOINT), Double.parseDouble(from.value(MetricKeys.RATIO)), Map.copyOf(headers));
    }

    /** Of two with one name the last counts. */
    private static <T> Map<String, T> byName(List<Map.Entry<String, T>> endpoints) {
        var all = new LinkedHashMap<String, T>();
        endpoints.forEach(each -> all.put(each.getKey(), each.getValue()));
        return all;
    }

    private static Server server(Settings from) {
        return new Server(
                from.value(Keys.HOST),
                from.value(Keys.PORT),
                from.value(Keys.DATA),
                seconds(from, Keys.SHUTDOWN_GRACE));
    }

    private static Api api(Settings from) {
        return new Api(
                from.value(Keys.PROFILE),
                from.value(Keys.REGION),
                from.value(Keys.RATE_LIMIT),
                from.value(Keys.DOMAIN_ID),
                from.value(Keys.DOMAIN_NAME),
                from.value(Keys.PROJECT_ID),
                from.value(Keys.PROJECT_NAME),
                from.value(Keys.USER_NAME));
    }

    private static ConfigLimits limits(Settings from) {
        return new ConfigLimits(
                from.value(Keys.MEMORY_SIZES),
                from.value(Keys.LONGEST_TIMEOUT),
                from.value(Keys.USER_DATA_ENTRIES),
                from.value(Keys.USER_DATA_BYTES),
                from.value(Keys.DESCRIPTION),
                instances(from),
                vpcs(from));
    }

    private static Vpcs vpcs(Settings from) {
        try {
            return new Vpcs(from.value(Keys.VPCS));
        } catch (IllegalArgumentException twice) {
            throw new BadConfig(List.of("vpcs: " + twice.getMessage()));
        }
    }

    /** The seed page knows only the switch values. */
    private static int instances(Settings from) {
        return from.value(Keys.PROFILE) == ApiProfile.SEED_2019 && from.isDefault(Keys.INSTANCES)
                ? 0
                : from.value(Keys.INSTANCES);
    }

    private static Quotas quotas(Settings from) {
        return new Quotas(
                from.value(Keys.FUNCTIONS),
                from.value(Keys.CODE),
                from.value(Keys.INLINE_CODE),
                from.value(Keys.PACKAGE),
                from.value(Keys.OBJECT),
                from.value(Keys.UNPACKED),
                from.value(Keys.ARCHIVE_ENTRIES),
                from.value(Keys.CONCURRENCY),
                from.value(Keys.VERSIONS),
                from.value(Keys.ALIASES),
                from.value(Keys.DEPENDENCIES),
                from.value(Keys.DEPENDENCY));
    }

    private static Store store(Settings from) {
        return new Store(
                from.value(Keys.STORE_URL),
                from.value(Keys.STORE_USER),
                from.value(Keys.STORE_PASSWORD),
                from.value(Keys.STORE_POOL),
                from.value(Keys.STORE_READERS),
                from.value(Keys.STORE_QUEUE),
                seconds(from, Keys.STORE_PATIENCE));
    }

    private static Runtimes runtimes(Settings from) {
        return new Runtimes(
                runtimesDirectory(from),
                from.value(Keys.SUBSTITUTE),
                from.value(Keys.WORKERS),
                from.value(Keys.WORKERS_PER_FUNCTION),
                from.value(Keys.MEMORY),
                from.value(Keys.GENERIC_WORKERS),
                from.value(Keys.WAITING_CALLS),
                seconds(from, Keys.KEEP_ALIVE));
    }

    private static Path runtimesDirectory(Settings from) {
        return from.isDefault(Keys.RUNTIMES_DIRECTORY)
                ? from.value(Keys.DATA).resolve("runtimes")
                : from.value(Keys.RUNTIMES_DIRECTORY);
    }

    private static Duration seconds(Settings from, Key<Integer> key) {
        return Duration.ofSeconds(from.value(key));
    }
}
