package funcgraph.runtime.gob;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Go program that serves net/rpc, compiled and started by the test, and one connection to it. */
final class GoProgram implements AutoCloseable {

    private final Process process;
    private final Socket socket;
    private final RpcReader reader = new RpcReader();
    private final ArrayDeque<RpcAnswer> arrived = new ArrayDeque<>();
    final RpcWriter writer = new RpcWriter();

    private GoProgram(Process process, Socket socket) {
        this.process = process;
        this.socket = socket;
    }

    /** Compiles {@code source} against the SDK of this project. */
    static Path compile(String source, Path directory) throws IOException, InterruptedException {
        var go = go();
        assumeTrue(go.isPresent(), "this machine has no Go toolchain");
        var main = Files.createDirectories(directory.resolve("src").resolve("fixture"))
                .resolve("main.go");
        Files.writeString(main, source);
        var binary = directory.resolve("fixture");
        var build = new ProcessBuilder(go.orElseThrow().toString(), "build", "-o", binary.toString(), "fixture")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        build.environment().clear();
        build.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "HOME",
                        directory.toString(),
                        "GOPATH",
                        Path.of("..", "bootstraps", "go").toRealPath() + ":" + directory,
                        "GOCACHE",
                        Files.createDirectories(Path.of("target", "go-cache"))
                                .toRealPath()
                                .toString(),
                        "GO111MODULE",
                        "off",
                        "GOFLAGS",
                        ""));
        var compiler = build.start();
        var output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!compiler.waitFor(5, TimeUnit.MINUTES) || compiler.exitValue() != 0) {
            throw new AssertionError("the fixture does not compile: " + output);
        }
        return binary;
    }

    private static Optional<Path> go() throws IOException {
        try (var lib = Files.list(Path.of("/usr/lib"))) {
            var unlinked = lib.filter(folder -> folder.getFileName().toString().startsWith("go-"))
                    .map(folder -> folder.resolve("bin").resolve("go"))
                    .sorted()
                    .toList();
            var path = Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "go"));
            return Stream.concat(path, unlinked.stream())
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    static GoProgram start(Path binary) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder(binary.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "RUNTIME_API_ADDR", "127.0.0.1:" + port,
                        "RUNTIME_FUNC_NAME", "shop",
                        "RUNTIME_USERDATA", "{\"colour\":\"red\"}",
                        "RUNTIME_TIMEOUT", "30",
                        "RUNTIME_MEMORY", "256",
                        "RUNTIME_MAX_RESP_BODY_SIZE", "6291456"));
        var process = builder.start();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var connected = new Socket[1];
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    try {
                        var socket = new Socket();
                        socket.connect(address);
                        connected[0] = socket;
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
        connected[0].setSoTimeout(20_000);
        return new GoProgram(process, connected[0]);
    }

    GoProgram shakeHands() throws IOException {
        send(writer.handshake());
        while (!reader.connected()) {
            receive();
        }
        return this;
    }

    void send(Buffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes());
    }

    RpcAnswer next() throws IOException {
        while (arrived.isEmpty()) {
            receive();
        }
        return arrived.remove();
    }

    private void receive() throws IOException {
        var chunk = new byte[64 * 1024];
        int read = socket.getInputStream().read(chunk);
        if (read < 0) {
            throw new IOException("the program hung up");
        }
        try {
            reader.accept(Buffer.buffer(Arrays.copyOf(chunk, read)), arrived::add);
        } catch (MalformedGob e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        process.destroyForcibly();
        process.onExit().join();
    }
}
