package funcgraph.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameReader;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.MalformedFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A Go worker, spoken to as the server does (docs/worker-protocol.md). */
final class PluginWorker implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte STOP = 18;

    private final Child child;
    private final SocketChannel socket;
    private final FrameReader reader = new FrameReader();
    private final ArrayDeque<Frame> arrived = new ArrayDeque<>();
    private final StringBuilder output = new StringBuilder();

    PluginWorker(Launcher launcher, Path program, Path directory) throws IOException {
        Path path = directory.resolve("worker.sock");
        try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(path));
            child = launcher.start(Launch.plain(
                    List.of(program.toString()),
                    Map.of("FUNCGRAPH_SOCKET", path.toString(), "FUNCGRAPH_SECRET", "0123"),
                    directory));
            socket = door.accept();
        }
        var hello = next();
        assertThat(hello.type()).isEqualTo(FrameType.HELLO);
        assertThat(JSON.readTree(hello.header()).path("secret").asString()).isEqualTo("0123");
    }

    static ObjectNode spec(Path code, String handler) {
        var spec = JSON.createObjectNode()
                .put("function", "shop")
                .put("package", "default")
                .put("projectId", "project")
                .put("version", "latest")
                .put("handler", handler)
                .put("codeDirectory", code.toString())
                .put("workDirectory", code.resolveSibling(".").normalize().toString())
                .put("timeoutSeconds", 30)
                .put("memoryMb", 256)
                .put("cpuMillicores", 400)
                .put("concurrency", 8);
        spec.putObject("userData").put("colour", "red");
        spec.putObject("environment").put("colour", "red").put("RUNTIME_CODE_ROOT", code.toString());
        return spec;
    }

    /** What it answers to INIT, LOADED left out. */
    Frame initialise(ObjectNode spec) throws IOException {
        send(FrameType.INIT, 0, JSON.writeValueAsBytes(spec), new byte[0]);
        var answer = next();
        return answer.type() == FrameType.LOADED ? next() : answer;
    }

    void start(int callId, String header, byte[] event) throws IOException {
        send(FrameType.CALL, callId, header.getBytes(StandardCharsets.UTF_8), event);
    }

    Frame call(String event) throws IOException {
        start(
                1,
                "{\"requestId\":\"request-1\",\"alias\":\"live\",\"credentials\":{\"securityToken\":\"token\"}}",
                event.getBytes(StandardCharsets.UTF_8));
        return next();
    }

    void stop() throws IOException {
        write(ByteBuffer.allocate(13).putInt(9).put(STOP).putInt(0).putInt(0).flip());
    }

    private void send(FrameType type, int callId, byte[] header, byte[] payload) throws IOException {
        var body = Buffer.buffer(payload);
        write(ByteBuffer.wrap(Frame.encode(type, callId, header, body).getBytes()));
        if (Frame.payloadFollows(body)) {
            write(ByteBuffer.wrap(payload));
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    Frame next() throws IOException {
        var chunk = ByteBuffer.allocate(64 * 1024);
        while (arrived.isEmpty()) {
            if (socket.read(chunk.clear()) < 0) {
                throw new IOException("the worker hung up; it printed: " + output());
            }
            try {
                reader.accept(Buffer.buffer(Arrays.copyOf(chunk.array(), chunk.position())), arrived::add);
            } catch (MalformedFrame e) {
                throw new IOException(e);
            }
        }
        return arrived.remove();
    }

    String output() {
        child.drainOutput((bytes, length) -> output.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
        return output.toString();
    }

    Child.Exit exit() {
        return child.exited()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    static String text(Frame frame) {
        return new String(frame.payload(), StandardCharsets.UTF_8);
    }

    static int code(Frame frame) {
        return JSON.readTree(frame.header()).path("code").asInt();
    }

    static JsonNode error(Frame frame) {
        return JSON.readTree(frame.payload());
    }

    /** A worker ends by itself when the server is gone. */
    @Override
    public void close() throws IOException {
        socket.close();
        exit();
    }
}
