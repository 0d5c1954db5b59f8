package funcgraph.runtime.worker;

import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameReader;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.Line;
import funcgraph.runtime.wire.MalformedFrame;
import funcgraph.runtime.wire.Outlet;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** Frames over the socket that a worker opened to the server's door. */
final class SocketLine implements Line {

    private static final Buffer NOTHING = Buffer.buffer(0);

    private final NetSocket socket;
    private final FrameReader reader;
    private final Consumer<Runnable> loop;
    private final Listener listener;
    private final Map<Integer, PiecedAnswer> pieced = new HashMap<>();

    /** @param loop runs tasks on the worker's loop, where alone frames are written */
    SocketLine(NetSocket socket, FrameReader reader, Consumer<Runnable> loop, Listener listener) {
        this.loop = loop;
        this.socket = socket;
        this.reader = reader;
        this.listener = listener;
        socket.handler(this::read);
        socket.closeHandler(ignored -> listener.hungUp());
        socket.exceptionHandler(ignored -> socket.close());
    }

    private void read(Buffer bytes) {
        try {
            reader.accept(bytes, this::received);
        } catch (MalformedFrame | JacksonException unreadable) {
            listener.garbled("sent garbage on its socket: " + unreadable.getMessage());
        }
    }

    private void received(Frame frame) {
        switch (frame.type()) {
            case OPENED, PIECE -> pieced(frame);
            case RESULT, ERROR -> {
                var ended = pieced.remove(frame.callId());
                if (ended != null && frame.type() == FrameType.RESULT) {
                    ended.finish();
                }
                listener.received(frame);
            }
            default -> listener.received(frame);
        }
    }

    private void pieced(Frame frame) {
        var answer = pieced.get(frame.callId());
        try {
            if (answer == null) {
                throw new MalformedFrame("a %s frame of no answer in pieces".formatted(frame.type()));
            }
            answer.received(frame);
        } catch (MalformedFrame | JacksonException unreadable) {
            pieced.clear(); // what lacks a piece is never complete
            listener.garbled("sent garbage on its socket: " + unreadable.getMessage());
        }
    }

    @Override
    public void stream(int callId, Outlet outlet) {
        pieced.put(
                callId,
                new PiecedAnswer(
                        outlet,
                        (type, header) -> loop.accept(
                                () -> send(type, callId, header.getBytes(StandardCharsets.US_ASCII), NOTHING))));
    }

    @Override
    public void send(FrameType type, int callId, byte[] header, Buffer payload) {
        socket.write(Frame.encode(type, callId, header, payload));
        if (Frame.payloadFollows(payload)) {
            socket.write(payload);
        }
    }

    @Override
    public void ended(String how, String lastWords) {
        socket.close();
    }
}
