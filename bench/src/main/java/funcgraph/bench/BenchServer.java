package funcgraph.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** A packaged server in a process of its own, started by the launcher as a user would. */
final class BenchServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "ready ";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Process process;
    private final Path data;
    private final URI endpoint;
    private final Duration toReady;

    private BenchServer(Process process, Path data, URI endpoint, Duration toReady) {
        this.process = process;
        this.data = data;
        this.endpoint = endpoint;
        this.toReady = toReady;
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param home the checkout
     * @param config the configuration file
     * @param data the data directory; what the server logs goes beside it
     */
    static BenchServer start(Path home, Path config, Path data) throws Exception {
        var log = Path.of(data + ".log").toFile();
        var builder = new ProcessBuilder(
                        home.resolve("funcgraph").toString(),
                        "serve",
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--config",
                        config.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(log));
        // It was built before the benchmark began; to look again at every start is a developer's cost, not the
        // server's.
        builder.environment().put("FUNCGRAPH_BUILT", "1");
        long before = System.nanoTime();
        var process = builder.start();
        try {
            var line = firstLine(process);
            var toReady = Duration.ofNanos(System.nanoTime() - before);
            if (!line.startsWith(READY)) {
                throw new IllegalStateException("the server did not become ready; its log is " + log);
            }
            return new BenchServer(process, data, URI.create(line.substring(READY.length())), toReady);
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** From the start of the launcher to the line {@code ready}. */
    Duration toReady() {
        return toReady;
    }

    /** What the process holds of the machine's memory, in MB of 1024 KB. */
    double residentMb() throws IOException {
        var status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        return status.lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024.0;
    }

    /** Requests that carry a token of the server's own identity. */
    Requests requests(int functions) throws IOException {
        return new Requests(endpoint.getAuthority(), token(), functions);
    }

    /** A token of the server's own identity. */
    String token() throws IOException {
        var known = MAPPER.readTree(data.resolve("credentials.json").toFile());
        try (var client = new LeanClient(endpoint)) {
            int status = client.exchange(Requests.signIn(
                    endpoint.getAuthority(),
                    known.path("user_name").asString(),
                    known.path("domain_name").asString(),
                    known.path("password").asString()));
            if (status != 201) {
                throw new IOException("signing in was answered " + status + ": " + client.body());
            }
            return client.header("X-Subject-Token");
        }
    }

    long pid() {
        return process.pid();
    }

    /** Stops it as a user would, and harder when it does not end. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static String firstLine(Process process) throws Exception {
        var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        var line = CompletableFuture.supplyAsync(() -> readLine(reader));
        try {
            return line.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server was not ready within " + PATIENCE, e);
        }
    }

    private static String readLine(BufferedReader reader) {
        try {
            var line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
