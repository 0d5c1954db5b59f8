package funcgraph.runtime.direct;

import funcgraph.runtime.gob.MalformedGob;
import funcgraph.runtime.gob.RpcAnswer;
import funcgraph.runtime.gob.RpcReader;
import funcgraph.runtime.gob.RpcWriter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Go1.x: the executable that the handler names serves Go's net/rpc (runtimes 1.6). It is ready when it says that it is
 * well. All calls share one connection; a call's number on the line is its number there, too.
 */
final class GoLine extends DirectLine {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int TOO_LARGE_STATUS = 507;

    /** No call has it. */
    private static final int HEALTH = 0;

    private final RpcWriter writer = new RpcWriter();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable SocketChannel socket;

    GoLine(Ends ends) {
        super(ends);
    }

    @Override
    void begin(Setup setup) throws IOException {
        int port;
        try (var free = listen(0)) {
            port = free.socket().getLocalPort();
        }
        var environment = new LinkedHashMap<>(setup.environment());
        environment.put("RUNTIME_API_ADDR", "127.0.0.1:" + port);
        Path program = setup.code().resolve(setup.handler());
        run(StartScript.executing(setup.workDirectory(), environment, program));
        var connected = await(port);
        if (connected.isEmpty()) {
            return;
        }
        try (SocketChannel channel = connected.get()) {
            socket = channel;
            if (!isOver()) {
                converse(channel);
            }
        }
    }

    private void converse(SocketChannel channel) throws IOException {
        var reader = new RpcReader();
        write(channel, writer.handshake());
        var chunk = ByteBuffer.allocate(CHUNK_BYTES);
        boolean greeted = false;
        while (channel.read(chunk.clear()) >= 0) {
            try {
                reader.accept(Buffer.buffer(Arrays.copyOf(chunk.array(), chunk.position())), this::answered);
            } catch (MalformedGob unreadable) {
                throw new IOException(unreadable.getMessage(), unreadable);
            }
            if (reader.connected() && !greeted) {
                greeted = true;
                write(channel, () -> writer.healthCheck(HEALTH));
            }
        }
        throw new IOException("it closed the connection");
    }

    private void answered(RpcAnswer answer) {
        int callId = (int) answer.sequence();
        byte[] error = answer.error().getBytes(StandardCharsets.UTF_8);
        if (callId == HEALTH) {
            if (answer.failed()) {
                broken("is not well: " + answer.error());
            } else {
                ready();
            }
        } else if (!answer.failed()) {
            deliver(callId, answer.payload());
        } else {
            byte[] told = Json.error(error, "Error");
            boolean large = answer.status() == TOO_LARGE_STATUS
                    || Json.read(told).path("errorType").asString("").equals("FunctionResponseTooLarge");
            fail(callId, large ? TOO_LARGE : RAISED, told);
        }
    }

    private void deliver(int callId, byte[] payload) {
        if (payload.length > MOST_BYTES) {
            tooLarge(callId, payload.length);
        } else {
            answer(callId, payload);
        }
    }

    @Override
    void call(Occasion occasion) {
        var channel = socket;
        if (channel == null) {
            throw new IllegalStateException("a call before the function was ready");
        }
        var header = new LinkedHashMap<String, String>();
        occasion.headers().forEach((name, value) -> header.put(WebResponse.canonical(name), value));
        var event = occasion.event().length() == 0 ? Buffer.buffer("{}") : occasion.event();
        work("go-call", () -> write(channel, () -> writer.invoke(occasion.id(), event, header)));
    }

    /** Makes a message; the order of messages matters, because types are described once. */
    private interface Message {
        Buffer encode();
    }

    private void write(SocketChannel channel, Message message) throws IOException {
        writing.lock();
        try {
            write(channel, message.encode());
        } finally {
            writing.unlock();
        }
    }

    private static void write(SocketChannel channel, Buffer bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes.getBytes());
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    @Override
    void close() {
        var channel = socket;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // It only has to be closed.
            }
        }
    }
}
