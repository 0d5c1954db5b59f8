package funcgraph.runtime.gob;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
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
