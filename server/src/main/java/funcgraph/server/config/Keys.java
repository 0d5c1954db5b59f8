package funcgraph.server.config;

import static funcgraph.server.config.Entries.Field.list;
import static funcgraph.server.config.Entries.Field.mandatory;
import static funcgraph.server.config.Entries.Field.optional;

import funcgraph.domain.Cidr;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.Quotas;
import funcgraph.domain.Subnet;
import funcgraph.domain.Vpc;
import funcgraph.engine.iam.AgencySettings;
import funcgraph.engine.iam.Project;
import funcgraph.engine.iam.UserSettings;
import funcgraph.http.functions.ApiProfile;
import funcgraph.runtime.network.NetworkSettings;
import funcgraph.store.obs.ObsEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Every key there is. The table reads the sources and prints the reference, so that neither can forget one; a value's
 * default and range stand here and nowhere else.
 */
public final class Keys {

    private static final List<Key<?>> DECLARED = new ArrayList<>();
    private static final int MOST = Integer.MAX_VALUE;
    private static final long TIB = 1L << 40;
    private static final int DAY_SECONDS = 86_400;
    private static final Kinds.Text NAME =
            Kinds.Text.matching("[A-Za-z0-9_.-]{0,64}", "up to 64 letters, digits, '_', '-' or '.'");
    private static final Kinds.Text ANY = Kinds.Text.any("text without control characters");

    /** A subnet that is a bridge of the machine's reaches whatever the machine has attached to that. */
    private static final Entries<Subnet> SUBNETS = new Entries<>(
            List.of(
                    mandatory("id"),
                    optional("name"),
                    mandatory("cidr"),
                    optional("gateway"),
                    Entries.Field.optionalList("dns"),
                    optional("bridge")),
            Keys::subnet,
            Subnet::id);

    // The server itself.

    public static final Key<String> HOST = key(
            "server.host",
            "--host",
            Kinds.Text.matching("[A-Za-z0-9._:-]{1,255}", "a host name or an IP address"),
            "127.0.0.1",
            "Address to listen on; 0.0.0.0 listens on all of the machine's.");
    public static final Key<Integer> PORT =
            key("server.port", "--port", new Kinds.Whole(0, 65_535), 8080, "Port to listen on; 0 picks a free one.");
    public static final Key<Path> DATA = key(
            "server.data",
            "--data",
            new Kinds.Folder(),
            Path.of("funcgraph-data"),
            "Directory of the database, the code packages and credentials.json; made when it is not there.");
    public static final Key<Integer> SHUTDOWN_GRACE = key(
            "server.shutdown_grace_seconds",
            new Kinds.Whole(0, 3600),
            30,
            "How long SIGTERM waits for calls in flight before it ends them.");

    // The API.

    public static final Key<ApiProfile> PROFILE = key(
            "api.profile",
            "--api-profile",
            new Kinds.Choice<>(List.of(ApiProfile.values()), Keys::profileName),
            ApiProfile.CURRENT,
            "current: what today's SDKs expect; 2019: the seed page to the letter.");
    public static final Key<String> REGION = key(
            "api.region",
            Kinds.Text.matching("[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, '_' or '-'"),
            "cn-north-1",
            "Region in every URN; a URN of another region is refused.");
    public static final Key<Integer> RATE_LIMIT = key(
            "api.rate_limit_per_second",
            new Kinds.Whole(0, 1_000_000),
            0,
            "Requests per second and project, beyond which the answer is 429; 0 is no limit.");
    public static final Key<String> DOMAIN_ID =
            key("api.domain_id", NAME, "", "Id of the account; made up at the first start when empty, and kept.");
    public static final Key<String> DOMAIN_NAME =
            key("api.domain_name", NAME, "", "Name of the account at the first start; funcgraph when empty.");
    public static final Key<String> PROJECT_ID = key(
            "api.project_id",
            NAME,
            "",
            "Id of the first project, the one of credentials.json; made up at the first start when empty, and kept.");
    public static final Key<String> PROJECT_NAME = key(
            "api.project_name",
            NAME,
            "",
            "Name of the first project at the first start; the region's when empty, which is what SDKs look for.");
    public static final Key<String> USER_NAME =
            key("api.user_name", NAME, "", "Name of the first user at the first start; funcgraph when empty.");

    // What a function's metadata may say (functiongraph-api 1.3, 5.1).

    public static final Key<List<Integer>> MEMORY_SIZES = key(
            "limits.memory_sizes_mb",
            new Kinds.Wholes(128, 32_768),
            ConfigLimits.DOCUMENTED.memorySizesMb(),
            "Allowed values of memory_size.");
    public static final Key<Integer> LONGEST_TIMEOUT = key(
            "limits.longest_timeout_seconds",
            new Kinds.Whole(ConfigLimits.SHORTEST_TIMEOUT_SECONDS, ConfigLimits.TIMEOUT_CEILING_SECONDS),
            ConfigLimits.DOCUMENTED.longestTimeoutSeconds(),
            "Highest timeout a function may have.");
    public static final Key<Integer> USER_DATA_ENTRIES = key(
            "limits.user_data_entries",
            new Kinds.Whole(0, 10_000),
            ConfigLimits.DOCUMENTED.mostUserData(),
            "Most entries of user_data.");
    public static final Key<Integer> USER_DATA_BYTES = key(
            "limits.user_data_bytes",
            new Kinds.Whole(0, 1 << 20),
            ConfigLimits.DOCUMENTED.mostUserDataBytes(),
            "Most bytes of user_data.");
    public static final Key<Integer> DESCRIPTION = key(
            "limits.description_characters",
            new Kinds.Whole(0, 1 << 16),
            ConfigLimits.DOCUMENTED.longestDescription(),
            "Most characters of description.");
    public static final Key<Integer> INSTANCES = key(
            "limits.instances",
            new Kinds.Whole(0, 1_000_000),
            ConfigLimits.DOCUMENTED.mostInstances(),
            "Highest strategy_config.concurrency of a function; 0 leaves only 0 and -1, as does profile 2019 by default.");

    // What a project may hold (functiongraph-api 5.1).

    public static final Key<Integer> FUNCTIONS =
            key("quotas.functions", new Kinds.Whole(0, MOST), Quotas.DOCUMENTED.functions(), "Functions of a project.");
    public static final Key<Long> CODE = size("quotas.code", Quotas.DOCUMENTED.codeBytes(), "All code of a project.");
    public static final Key<Long> INLINE_CODE =
            size("quotas.inline_code", Quotas.DOCUMENTED.inlineCodeBytes(), "Inline code of a function.");
    public static final Key<Long> PACKAGE =
            size("quotas.package", Quotas.DOCUMENTED.packageBytes(), "An archive sent through the API.");
    public static final Key<Long> OBJECT =
            size("quotas.object", Quotas.DOCUMENTED.objectBytes(), "An archive fetched from an object store.");
    public static final Key<Long> UNPACKED =
            size("quotas.unpacked", Quotas.DOCUMENTED.unpackedBytes(), "An archive's files, unpacked.");
    public static final Key<Integer> ARCHIVE_ENTRIES = key(
            "quotas.archive_entries",
            new Kinds.Whole(1, 10_000_000),
            Quotas.DOCUMENTED.archiveEntries(),
            "Entries of an archive.");
    public static final Key<Integer> CONCURRENCY = key(
            "quotas.concurrency",
            new Kinds.Whole(1, 1_000_000),
            Quotas.DOCUMENTED.concurrency(),
            "Calls of a project that run at a time; more are answered with 429.");
    public static final Key<Integer> VERSIONS = key(
            "quotas.versions",
            new Kinds.Whole(1, Quotas.MOST_VERSIONS),
            Quotas.DOCUMENTED.versions(),
            "Versions of a function, latest included.");
    public static final Key<Integer> ALIASES = key(
            "quotas.aliases",
            new Kinds.Whole(0, Quotas.MOST_VERSIONS),
            Quotas.DOCUMENTED.aliases(),
            "Aliases of a function.");
    public static final Key<Integer> DEPENDENCIES = key(
            "quotas.dependencies",
            new Kinds.Whole(0, MOST),
            Quotas.DOCUMENTED.dependencies(),
            "Dependencies of a project, all versions counted.");
    public static final Key<Long> DEPENDENCY = size(
            "quotas.dependency", Quotas.DOCUMENTED.dependencyBytes(), "A dependency's archive sent through the API.");
    public static final Key<String> PUBLIC_DEPENDENCIES =
            key("dependencies.public_project", ANY, "", "Id of the project whose dependencies all projects may use.");

    // Where functions are kept.

    public static final Key<String> STORE_URL = secret(
            "store.url",
            Kinds.Text.matching("|jdbc:postgresql://[^\\p{Cntrl}]+", "empty or jdbc:postgresql://HOST[:PORT]/DATABASE"),
            "PostgreSQL to keep functions in; SQLite in the data directory when empty.");
    public static final Key<String> STORE_USER = key("store.user", ANY, "", "PostgreSQL's user.");
    public static final Key<String> STORE_PASSWORD = secret("store.password", ANY, "PostgreSQL's password.");
    public static final Key<Integer> STORE_POOL =
            key("store.pool", new Kinds.Whole(1, 1000), 16, "Most connections to PostgreSQL.");
    public static final Key<Integer> STORE_READERS =
            key("store.readers", new Kinds.Whole(1, 1000), 8, "Most reads of SQLite at a time.");
    public static final Key<Integer> STORE_QUEUE =
            key("store.queue", new Kinds.Whole(1, 1_000_000), 1024, "Most writes that wait for SQLite.");
    public static final Key<Integer> STORE_PATIENCE = key(
            "store.patience_seconds",
            new Kinds.Whole(1, 600),
            10,
            "How long a request waits for its turn in the store.");

    // Object stores that code may be fetched from.

    public static final Key<List<ObsEndpoint>> OBS_ENDPOINTS = key(
            "obs.endpoints",
            new Entries<>(
                    List.of(mandatory("url"), optional("region"), optional("access_key"), optional("secret_key")),
                    Keys::obsEndpoint,
                    endpoint -> endpoint.url().toString()),
            List.of(),
            "The S3 or OBS servers of code_url and dependency_pkg; every other address is refused.");
    public static final Key<Integer> OBS_TIME =
            key("obs.time_limit_seconds", new Kinds.Whole(1, 3600), 60, "Longest fetch of one archive.");

    // What runs functions.

    public static final Key<Path> RUNTIMES_DIRECTORY = key(
            "runtimes.directory",
            new Kinds.Folder(),
            Path.of(""),
            "Directory that `funcgraph runtimes install` fills; runtimes in the data directory when empty.");
    public static final Key<Boolean> SUBSTITUTE = key(
            "runtimes.substitute",
            new Kinds.Switch(),
            true,
            "Whether another version of an interpreter may stand in for one that is not installed.");
    public static final Key<Integer> WORKERS = key(
            "runtimes.workers", new Kinds.Whole(1, 100_000), 400, "Most worker processes at a time, of all functions.");
    public static final Key<Integer> WORKERS_PER_FUNCTION = key(
            "runtimes.workers_per_function",
            new Kinds.Whole(1, 100_000),
            100,
            "Most worker processes of one function at a time.");
    public static final Key<Integer> GENERIC_WORKERS = key(
            "runtimes.generic_workers",
            new Kinds.Whole(0, 100),
            1,
            "Processes without code kept ready for each runtime in use; a first call then only loads the code.");
    public static final Key<Integer> WAITING_CALLS = key(
            "runtimes.waiting_calls",
            new Kinds.Whole(1, 1_000_000),
            1000,
            "Most calls of a function that wait for a worker; the next is answered with 503 at once.");
    public static final Key<Integer> MEMORY = key(
            "runtimes.memory_mb",
            new Kinds.Whole(0, MOST),
            0,
            "Most memory that all workers may take together, by their memory_size, MB; 0 is 80 % of the machine's.");
    public static final Key<Integer> KEEP_ALIVE = key(
            "runtimes.keep_alive_seconds",
            new Kinds.Whole(1, DAY_SECONDS),
            60,
            "How long a worker without calls is kept warm.");

    // What keeps functions apart.

    public static final Key<Boolean> SANDBOX = key(
            "sandbox.enabled",
            new Kinds.Switch(),
            true,
            "Whether functions run in sandboxes, for which the server must be root on Linux and have bubblewrap.");
    public static final Key<Boolean> SANDBOX_REQUIRED = key(
            "sandbox.required",
            new Kinds.Switch(),
            false,
            "Whether to refuse to start without sandboxes, rather than run functions as plain processes.");
    public static final Key<NetworkSettings.Usual> SANDBOX_NETWORK = key(
            "sandbox.network",
            Kinds.Choice.of(NetworkSettings.Usual.class),
            NetworkSettings.Usual.NAT,
            "nat: functions call out with the machine's address, for which nftables is needed; isolated: each has its own"
                    + " loopback and nothing else; host: they share the machine's network.");
    public static final Key<Cidr> SANDBOX_RANGE = key(
            "sandbox.nat_range",
            new Kinds.Range(),
            NetworkSettings.RANGE,
            "Where the addresses of functions are taken from with nat: a part that this machine has no route to.");
    public static final Key<Integer> SANDBOX_TEMPORARY = key(
            "sandbox.tmp_mb",
            new Kinds.Whole(1, 10_240),
            512,
            "Size of a function's /tmp, MB; what lies there counts as its memory.");

    public static final Key<List<Vpc>> VPCS = key(
            "vpcs",
            new Entries<>(
                    List.of(mandatory("id"), optional("name"), Entries.Field.entries("subnets", SUBNETS)),
                    entry -> new Vpc(entry.text("id"), entry.text("name"), entry.entries("subnets", Subnet.class)),
                    Vpc::id),
            List.of(),
            "Networks that functions join by func_vpc; once there are any, other ids are refused.");

    // Calls.

    public static final Key<Integer> FUNCTION_ERROR_STATUS = key(
            "invoke.function_error_status",
            new Kinds.Whole(200, 599),
            500,
            "HTTP status of a call whose function failed, unless it asked for the v1 envelope, which has its own.");
    public static final Key<Integer> WORKER_WAIT = key(
            "invoke.worker_wait_seconds",
            new Kinds.Whole(1, 600),
            60,
            "How long a call waits for a worker before the answer is 503.");

    public static final Key<Integer> THROTTLE_WAIT = key(
            "invoke.throttle_wait_ms",
            new Kinds.Whole(0, 600_000),
            0,
            "How long a call beyond a concurrency limit waits before the answer is 429; 0 answers at once.");
    public static final Key<Integer> THROTTLE_QUEUE = key(
            "invoke.throttle_queue",
            new Kinds.Whole(1, 1_000_000),
            1000,
            "Most calls of a project that wait so; the next is answered with 429 at once.");

    // The log, on standard error.

    public static final Key<LogFormat> LOG_FORMAT =
            key("log.format", Kinds.Choice.of(LogFormat.class), LogFormat.TEXT, "text for people, json for machines.");
    public static final Key<LogLevel> LOG_LEVEL = key(
            "log.level", Kinds.Choice.of(LogLevel.class), LogLevel.INFO, "The least severe events that are logged.");

    // Who may call, besides the identity in credentials.json.

    public static final Key<List<Project>> PROJECTS = key(
            "projects",
            new Entries<>(
                    List.of(mandatory("id"), mandatory("name")),
                    entry -> new Project(entry.text("id"), entry.text("name")),
                    Project::id),
            List.of(),
            "Projects besides the first one.");
    public static final Key<List<UserSettings>> USERS = key(
            "users",
            new Entries<>(
                    List.of(
                            mandatory("name"),
                            optional("password"),
                            optional("access_key"),
                            optional("secret_key"),
                            list("projects"),
                            list("actions")),
                    Keys::user,
                    UserSettings::name),
            List.of(),
            "Users besides the first one; projects by id or name, actions such as FunctionGraph:function:*, * for all.");

    // What functions may do.

    public static final Key<List<AgencySettings>> AGENCIES = key(
            "iam.agencies",
            new Entries<>(
                    List.of(mandatory("name"), list("projects"), list("actions"), optional("duration_seconds")),
                    Keys::agency,
                    AgencySettings::name),
            List.of(),
            "Agencies that xrole and app_xrole may name: functions of their projects act with their actions.");
    public static final Key<Boolean> STRICT_AGENCIES = key(
            "iam.strict_agencies",
            new Kinds.Switch(),
            false,
            "Whether a function may name only declared agencies; else it is run without credentials.");

    static {
        DECLARED.addAll(AsyncKeys.ALL);
        DECLARED.addAll(TriggerKeys.ALL);
        DECLARED.addAll(SourceKeys.ALL);
        DECLARED.addAll(MetricKeys.ALL);
        DECLARED.addAll(LogKeys.ALL);
    }

    private static final List<Key<?>> ALL = Collections.unmodifiableList(DECLARED);

    private Keys() {}

    /** All keys in the order of the reference. */
    public static List<Key<?>> all() {
        return ALL;
    }

    static Optional<Key<?>> find(String name) {
        return ALL.stream()
                .<Key<?>>map(key -> key)
                .filter(key -> key.name().equals(name))
                .findFirst();
    }

    static boolean isSection(String name) {
        return ALL.stream().anyMatch(key -> key.name().startsWith(name + "."));
    }

    /** The key whose name is most like the text. */
    static String nearest(String text) {
        return Nearest.to(text, ALL.stream().map(Key::name).toList());
    }

    private static String profileName(ApiProfile profile) {
        return switch (profile) {
            case CURRENT -> "current";
            case SEED_2019 -> "2019";
        };
    }

    private static ObsEndpoint obsEndpoint(Entries.Entry entry) {
        return new ObsEndpoint(
                URI.create(entry.text("url")),
                entry.maybe("region").orElse(REGION.byDefault()),
                entry.text("access_key"),
                entry.text("secret_key"));
    }

    private static AgencySettings agency(Entries.Entry entry) {
        var seconds = entry.maybe("duration_seconds").orElse(Integer.toString(DAY_SECONDS));
        try {
            return new AgencySettings(
                    entry.text("name"),
                    entry.list("projects"),
                    entry.list("actions"),
                    Duration.ofSeconds(Integer.parseInt(seconds)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("duration_seconds is '" + seconds + "'; it must be a whole number", e);
        }
    }

    private static Subnet subnet(Entries.Entry entry) {
        return new Subnet(
                entry.text("id"),
                entry.text("name"),
                Cidr.parse(entry.text("cidr")),
                entry.maybe("gateway")
                        .map(address -> OptionalInt.of(Cidr.parseAddress(address)))
                        .orElse(OptionalInt.empty()),
                entry.list("dns"),
                entry.text("bridge"));
    }

    private static UserSettings user(Entries.Entry entry) {
        return new UserSettings(
                entry.text("name"),
                entry.maybe("password").orElse(null),
                entry.maybe("access_key").orElse(null),
                entry.maybe("secret_key").orElse(null),
                entry.list("projects"),
                entry.list("actions"));
    }

    private static <T> Key<T> key(String name, Kind<T> kind, T byDefault, String meaning) {
        return declared(new Key<>(name, kind, byDefault, false, null, meaning));
    }

    private static <T> Key<T> key(String name, String flag, Kind<T> kind, T byDefault, String meaning) {
        return declared(new Key<>(name, kind, byDefault, false, flag, meaning));
    }

    private static Key<String> secret(String name, Kind<String> kind, String meaning) {
        return declared(new Key<>(name, kind, "", true, null, meaning));
    }

    private static Key<Long> size(String name, long byDefault, String meaning) {
        return declared(new Key<>(name, new Kinds.Bytes(TIB), byDefault, false, null, meaning));
    }

    private static <T> Key<T> declared(Key<T> key) {
        DECLARED.add(key);
        return key;
    }
}
