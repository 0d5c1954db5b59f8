package funcgraph.runtime.worker;

import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameReader;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.Line;
import funcgraph.runtime.wire.MalformedFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import tools.jackson.core.JacksonException;

/** Frames over the socket that a worker opened to the server's door. */
final class SocketLine implements Line {

    private final NetSocket socket;
    private final FrameReader reader;
    private final Listener listener;

    SocketLine(NetSocket socket, FrameReader reader, Listener listener) {
        this.socket = socket;
        this.reader = reader;
        this.listener = listener;
        socket.handler(this::read);
        socket.closeHandler(ignored -> listener.hungUp());
        socket.exceptionHandler(ignored -> socket.close());
    }

    private void read(Buffer bytes) {
        try {
            reader.accept(bytes, listener::received);
        } catch (MalformedFrame | JacksonException unreadable) {
            listener.garbled("sent garbage on its socket: " + unreadable.getMessage());
        }
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
