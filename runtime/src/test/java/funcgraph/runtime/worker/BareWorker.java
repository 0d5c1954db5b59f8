package funcgraph.runtime.worker;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real worker process at the other end of a real socket, spoken to frame by frame. It writes and reads the bytes of
 * docs/worker-protocol.md by itself, so that a bootstrap is held to that page and not to the server's code. Its reads
 * are ended by the timeout of the test.
 */
final class BareWorker implements AutoCloseable {

    static final int HELLO = 1;
    static final int READY = 2;
    static final int INIT_FAILED = 3;
    static final int RESULT = 4;
    static final int ERROR = 5;
    static final int LOADED = 6;
    private static final int INIT = 16;
    private static final int CALL = 17;
    private static final int STOP = 18;
    private static final int HEAD_REST_BYTES = 9;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a worker said. */
    record Said(int kind, int callId, JsonNode header, String payload) {

        JsonNode body() {
            return JSON.readTree(payload);
        }
    }

    final Said hello;
    private final Process process;
    private final Path output;
    private final SocketChannel socket;
    private final DataInputStream input;

    /** @param directory of the test, for the socket and the output */
    BareWorker(Path directory, List<String> command, Map<String, String> environment) {
        try {
            Path path = Files.createTempDirectory(directory, "w").resolve("s");
            output = path.resolveSibling("output");
            try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                door.bind(UnixDomainSocketAddress.of(path));
                process = start(command, environment, path);
                socket = door.accept();
            }
            input = new DataInputStream(Channels.newInputStream(socket));
            hello = read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(List<String> command, Map<String, String> environment, Path path) throws IOException {
        var whole = new ArrayList<>(List.of("setsid"));
        whole.addAll(command);
        var builder = new ProcessBuilder(whole)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", "/tmp"));
        builder.environment().putAll(environment);
        builder.environment().put("FUNCGRAPH_SOCKET", path.toString());
        builder.environment().put("FUNCGRAPH_SECRET", "00112233445566778899aabbccddeeff");
        return builder.start();
    }

    /** Sends INIT for code in {@code code} with {@code more} header fields over the usual ones. */
    Said init(Path code, String handler, Map<String, ?> more) {
        var header = JSON.createObjectNode()
                .put("function", "hello")
                .put("package", "default")
                .put("projectId", "project-1")
                .put("version", "v7")
                .put("handler", handler)
                .put("codeDirectory", code.toString())
                .put("workDirectory", code.getParent().toString())
                .put("timeoutSeconds", 30)
                .put("memoryMb", 256)
                .put("cpuMillicores", 400)
                .put("concurrency", 1)
                .put("instanceId", "instance-1");
        header.set("userData", JSON.createObjectNode());
        header.set("environment", JSON.createObjectNode().put("RUNTIME_CODE_ROOT", code.toString()));
        more.forEach((name, value) -> header.set(name, JSON.valueToTree(value)));
        send(INIT, 0, header.toString(), "".getBytes(StandardCharsets.UTF_8));
        return read();
    }

    Said call(String event) {
        return call(1, Map.of(), event);
    }

    Said call(int callId, Map<String, ?> more, String event) {
        begin(callId, more, event.getBytes(StandardCharsets.UTF_8));
        return read();
    }

    void begin(int callId, Map<String, ?> more, byte[] event) {
        var header = JSON.createObjectNode().put("requestId", "request-" + callId);
        more.forEach((name, value) -> header.set(name, JSON.valueToTree(value)));
        send(CALL, callId, header.toString(), event);
    }

    /** Says that no more calls will come, and waits for the exit status. */
    int stop() {
        send(STOP, 0, "", "".getBytes(StandardCharsets.UTF_8));
        return exit();
    }

    int exit() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the worker does not end; it said: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The server goes away. */
    void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(int kind, int callId, String header, byte[] payload) {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(Integer.BYTES + HEAD_REST_BYTES + head.length + payload.length)
                .putInt(HEAD_REST_BYTES + head.length + payload.length)
                .put((byte) kind)
                .putInt(callId)
                .putInt(head.length)
                .put(head)
                .put(payload)
                .flip();
        try {
            while (frame.hasRemaining()) {
                socket.write(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(output(), e);
        }
    }

    Said read() {
        try {
            int length = input.readInt();
            int kind = input.readByte();
            int callId = input.readInt();
            byte[] header = input.readNBytes(input.readInt());
            byte[] payload = input.readNBytes(length - HEAD_REST_BYTES - header.length);
            JsonNode fields = header.length == 0 ? JSON.createObjectNode() : JSON.readTree(header);
            return new Said(kind, callId, fields, new String(payload, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the worker ended; it said: " + output(), e);
        }
    }

    @Override
    public void close() {
        hangUp();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exit();
    }
}
