package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JVM with the worker in it, and the server's end of its socket. */
final class JavaChild implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte STOP = 18;
    private static final long PATIENCE_SECONDS = 40;

    private final Path directory;
    private final Process process;
    private final SocketChannel socket;
    private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final JavaFunctions functions;
    private int calls;

    private JavaChild(Path directory, Process process, SocketChannel socket, JavaFunctions functions) {
        this.directory = directory;
        this.process = process;
        this.socket = socket;
        this.functions = functions;
    }

    static JavaChild start(JavaMachine machine, JavaFunctions functions, int memoryMb, Optional<Path> archive) {
        try {
            Path directory = Files.createTempDirectory("java");
            var command = new ArrayList<String>();
            command.addAll(new JavaCommand(machine.executable(), machine.version(), functions.bootstraps(), archive)
                    .worker(memoryMb));
            Path path = directory.resolve("socket");
            var builder = new ProcessBuilder(command)
                    .directory(functions.code().getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile());
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/bin:/bin");
            builder.environment().put("LANG", "C.UTF-8");
            builder.environment().put("FUNCGRAPH_SOCKET", path.toString());
            builder.environment().put("FUNCGRAPH_SECRET", "0123456789abcdef0123456789abcdef");
            try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                listening.bind(UnixDomainSocketAddress.of(path));
                Process process = builder.start();
                Thread.ofVirtual().start(() -> wake(process, path));
                var child = new JavaChild(directory, process, listening.accept(), functions);
                Thread.ofVirtual().start(child::read);
                return child;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends the waiting for a child that has ended before it connected. */
    private static void wake(Process process, Path path) {
        process.onExit().join();
        try (var visitor = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            visitor.shutdownOutput();
        } catch (IOException nobodyWaits) {
            // It had connected.
        }
    }

    private void read() {
        var reader = new FrameReader();
        var bytes = ByteBuffer.allocate(64 * 1024);
        try {
            while (socket.read(bytes.clear()) >= 0) {
                reader.accept(Buffer.buffer(Arrays.copyOf(bytes.array(), bytes.position())), frames::add);
            }
        } catch (IOException | MalformedFrame over) {
            frames.add(new Frame(FrameType.INIT, -1, new byte[0], new byte[0]));
        }
    }

    /** The next frame from the child. */
    Frame next() {
        try {
            Frame frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(frame).as("a frame; the child printed: " + output()).isNotNull();
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** INIT for a handler, with the least that it must say. */
    ObjectNode init(String handler) {
        var header = JSON.createObjectNode()
                .put("function", "demo")
                .put("package", "default")
                .put("projectId", "project")
                .put("version", "latest")
                .put("handler", handler)
                .put("codeDirectory", functions.code().toString())
                .put("workDirectory", functions.code().getParent().toString())
                .put("timeoutSeconds", 30)
                .put("memoryMb", 256)
                .put("cpuMillicores", 400);
        header.putObject("userData");
        header.putObject("environment");
        return header;
    }

    /** Says INIT once the child has said HELLO. @return what it answers */
    Frame specialise(ObjectNode init) {
        Frame hello = next();
        assertThat(hello.type()).isEqualTo(FrameType.HELLO);
        assertThat(text(hello.header())).contains("0123456789abcdef0123456789abcdef", "\"version\":\"");
        send(FrameType.INIT, 0, init, new byte[0]);
        return next();
    }

    JavaChild ready(ObjectNode init) {
        Frame answer = specialise(init);
        assertThat(answer.type()).as(text(answer.payload())).isEqualTo(FrameType.READY);
        return this;
    }

    JavaChild ready(String handler) {
        return ready(init(handler));
    }

    /** The result of a call, which must not fail. */
    String answer(String event) {
        Frame answer = call(JSON.createObjectNode().put("requestId", "r-" + calls), bytes(event));
        assertThat(answer.type()).as(text(answer.payload())).isEqualTo(FrameType.RESULT);
        return text(answer.payload());
    }

    /** The error of a call, which must fail, with {@code code} and {@code leaving} added to it. */
    ObjectNode error(String event) {
        return error(call(JSON.createObjectNode(), bytes(event)));
    }

    static ObjectNode error(Frame answer) {
        assertThat(answer.type()).isIn(FrameType.ERROR, FrameType.INIT_FAILED);
        var error = (ObjectNode) JSON.readTree(answer.payload());
        error.setAll((ObjectNode) JSON.readTree(answer.header()));
        return error;
    }

    Frame call(ObjectNode header, byte[] event) {
        int id = begin(header, event);
        Frame answer = next();
        assertThat(answer.callId()).isEqualTo(id);
        return answer;
    }

    int begin(ObjectNode header, byte[] event) {
        send(FrameType.CALL, ++calls, header, event);
        return calls;
    }

    private void send(FrameType type, int callId, JsonNode header, byte[] payload) {
        var content = Buffer.buffer(payload);
        var frame = Frame.encode(type, callId, JSON.writeValueAsBytes(header), content);
        write(Frame.payloadFollows(content) ? frame.appendBuffer(content) : frame);
    }

    void stop() {
        write(Buffer.buffer().appendInt(9).appendByte(STOP).appendInt(0).appendInt(0));
    }

    private void write(Buffer frame) {
        try {
            var bytes = ByteBuffer.wrap(frame.getBytes());
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } catch (IOException e) {
            throw new AssertionError("the child printed: " + output(), e);
        }
    }

    /** The exit status, once it has ended by itself. */
    int status() {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String output() {
        try {
            return Files.readString(directory.resolve("output"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The files that the process has mapped into its memory. */
    String maps() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        status();
        hangUp();
        for (String name : List.of("socket", "output")) {
            assertThat(directory.resolve(name).toFile().delete()).isTrue();
        }
        assertThat(directory.toFile().delete()).isTrue();
    }
}
