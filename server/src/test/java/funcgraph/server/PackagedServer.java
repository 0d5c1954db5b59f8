package funcgraph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.cli.Account;
import funcgraph.cli.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged server as a child process, started by {@code ./funcgraph serve} as users start it. For acceptance tests:
 *
 * <pre>{@code
 * try (var server = PackagedServer.start("--api-profile", "2019")) {
 *     server.client().config("hello");
 * }
 * }</pre>
 *
 * <p>{@link #close} stops a server that still runs, and asserts that it ended cleanly: exit code 0, no permit and no
 * lease out, no worker alive. Nothing here waits longer than a minute.
 */
public final class PackagedServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COUNTERS = "permits out 0, leases out 0, workers alive 0";

    private final Preparation preparation;
    private final Path data;
    private final Spawned process;
    private final List<ApiClient> clients = new ArrayList<>();

    private PackagedServer(Preparation preparation, Path data, Spawned process) {
        this.preparation = preparation;
        this.data = data;
        this.process = process;
    }

    /** Starts a server on a free port in a directory of its own, which {@link #close} removes. */
    public static PackagedServer start(String... flags) {
        return prepare().flags(flags).start();
    }

    /** For a server with a configuration file, a data directory or an environment. */
    public static Preparation prepare() {
        return new Preparation();
    }

    /** Where it listens, from its {@code ready} line. */
    public URI endpoint() {
        return URI.create(process.firstLine().substring("ready ".length()));
    }

    public Path data() {
        return data;
    }

    /** {@code credentials.json} as it is now. */
    public JsonNode credentials() {
        try {
            return JsonMapper.shared().readTree(Files.readString(data.resolve(Credentials.FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that signs as the first user; closed with the server. */
    public ApiClient client() {
        var client = ApiClient.of(Account.of(data));
        clients.add(client);
        return client;
    }

    public long pid() {
        return process.handle().pid();
    }

    /** Lines of standard output so far. */
    public List<String> output() {
        return process.output();
    }

    /** Lines of the log so far, from standard error. */
    public List<String> log() {
        return process.errors();
    }

    /** All processes below the server that are alive now. */
    public List<ProcessHandle> workers() {
        return process.handle().descendants().filter(ProcessHandle::isAlive).toList();
    }

    /** Those of them whose program's name begins so; a path would be one of their own mount space. */
    public List<ProcessHandle> workers(String program) {
        return workers().stream()
                .filter(worker -> name(worker).startsWith(program))
                .toList();
    }

    private static String name(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/comm"));
        } catch (IOException gone) {
            return "";
        }
    }

    public boolean isAlive() {
        return process.handle().isAlive();
    }

    /** Sends SIGTERM and does not wait. */
    public void terminate() {
        process.handle().destroy();
    }

    /** The exit code, waited for. */
    public int awaitExit() {
        return process.awaitExit(PATIENCE);
    }

    /** SIGTERM; asserts a clean end. */
    public void stop() {
        var workers = workers();
        terminate();
        int code = awaitExit();
        assertThat(code)
                .as(() -> "exit code; the log:\n" + String.join("\n", log()))
                .isZero();
        assertThat(log()).as("the log").anyMatch(line -> line.contains(COUNTERS));
        assertAllGone(workers);
    }

    /** {@code kill -9}; waits until the server and its workers are gone. */
    public void kill() {
        var workers = workers();
        process.handle().destroyForcibly();
        awaitExit();
        assertAllGone(workers);
    }

    /** A new server with the same data, flags and environment, after {@link #stop} or {@link #kill}. */
    public PackagedServer restart() {
        if (isAlive()) {
            stop();
        }
        clients.forEach(ApiClient::close);
        return preparation.start(data);
    }

    @Override
    public void close() {
        clients.forEach(ApiClient::close);
        try {
            if (isAlive()) {
                stop();
            }
        } finally {
            process.handle().destroyForcibly();
            preparation.removeOwnFiles();
        }
    }

    private static void assertAllGone(List<ProcessHandle> workers) {
        await("all workers gone").atMost(PATIENCE).until(() -> workers.stream().noneMatch(PackagedServer::isRunning));
    }

    /** A process that has ended but that nobody has asked about yet is still there, and does nothing any more. */
    private static boolean isRunning(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    /** What a server is started with. */
    public static final class Preparation {

        private final List<String> flags = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private Path own = Path.of("");
        private Path wanted = Path.of("");
        private Path file = Path.of("");
        private String config = "";

        private Preparation() {}

        /** More flags of {@code serve}. */
        public Preparation flags(String... more) {
            flags.addAll(List.of(more));
            return this;
        }

        /** The text of a configuration file. */
        public Preparation config(String yaml) {
            config = yaml;
            return this;
        }

        /** A variable of the server's environment. */
        public Preparation environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** A data directory that outlives the server; without it the server has one of its own. */
        public Preparation data(Path directory) {
            wanted = directory;
            return this;
        }

        /** Starts and waits for the {@code ready} line. */
        public PackagedServer start() {
            return start(wanted.toString().isEmpty() ? ownDirectory() : wanted);
        }

        private PackagedServer start(Path data) {
            var words = new ArrayList<>(List.of("serve", "--data", data.toString()));
            if (flags.stream().noneMatch(flag -> flag.startsWith("--port"))) {
                words.addAll(List.of("--port", "0"));
            }
            if (!config.isEmpty()) {
                words.addAll(List.of("--config", configFile().toString()));
            }
            words.addAll(flags);
            var process = Spawned.launch(words, environment);
            var server = new PackagedServer(this, data, process);
            process.awaitFirstLine(PATIENCE);
            assertThat(process.firstLine()).startsWith("ready http://");
            return server;
        }

        private Path configFile() {
            try {
                file = file.toString().isEmpty() ? Files.createTempFile("funcgraph-", ".yaml") : file;
                return Files.writeString(file, config);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path ownDirectory() {
            try {
                own = Files.createTempDirectory("funcgraph-test-");
                return own;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void removeOwnFiles() {
            remove(file);
            remove(own);
        }

        private static void remove(Path root) {
            if (root.toString().isEmpty() || !Files.exists(root)) {
                return;
            }
            try (Stream<Path> tree = Files.walk(root)) {
                for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
