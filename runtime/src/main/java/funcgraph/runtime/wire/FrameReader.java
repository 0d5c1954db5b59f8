package funcgraph.runtime.wire;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of one socket into frames. Each byte is copied once, into the array it is handed over in; a frame
 * that claims more than {@link Frame#MAX_BYTES} is refused before anything is allocated for it.
 */
public final class FrameReader {

    private final byte[] head = new byte[Frame.HEAD_BYTES];
    private int headFilled;
    private @Nullable FrameType type;
    private int callId;
    private byte[] header = new byte[0];
    private int headerFilled;
    private byte[] payload = new byte[0];
    private int payloadFilled;

    /**
     * Takes what arrived and hands on each frame that is whole.
     *
     * @throws MalformedFrame when the bytes are no frame; the reader is of no further use
     */
    public void accept(Buffer chunk, Consumer<Frame> whole) throws MalformedFrame {
        int at = 0;
        do {
            at += fill(chunk, at, head, headFilled, taken -> headFilled += taken);
            if (headFilled < head.length) {
                return;
            }
            if (type == null) {
                readHead();
            }
            at += fill(chunk, at, header, headerFilled, taken -> headerFilled += taken);
            at += fill(chunk, at, payload, payloadFilled, taken -> payloadFilled += taken);
            if (headerFilled < header.length || payloadFilled < payload.length) {
                return;
            }
            whole.accept(takeFrame(type));
        } while (at < chunk.length());
    }

    private static int fill(Buffer chunk, int at, byte[] into, int filled, IntSink taken) {
        int count = Math.min(chunk.length() - at, into.length - filled);
        if (count > 0) {
            chunk.getBytes(at, at + count, into, filled);
            taken.add(count);
        }
        return count;
    }

    private void readHead() throws MalformedFrame {
        var fields = java.nio.ByteBuffer.wrap(head);
        int length = fields.getInt();
        byte code = fields.get();
        callId = fields.getInt();
        int headerBytes = fields.getInt();
        int body = length - (Frame.HEAD_BYTES - Integer.BYTES);
        if (body < 0 || length > Frame.MAX_BYTES || headerBytes < 0 || headerBytes > body) {
            throw new MalformedFrame("a frame of %d bytes with a header of %d".formatted(length, headerBytes));
        }
        type = FrameType.of(code).orElseThrow(() -> new MalformedFrame("a frame of unknown type " + code));
        header = new byte[headerBytes];
        payload = new byte[body - headerBytes];
    }

    private Frame takeFrame(@Nullable FrameType of) {
        if (of == null) {
            throw new IllegalStateException("a frame without its head");
        }
        var frame = new Frame(of, callId, header, payload);
        type = null;
        headFilled = 0;
        headerFilled = 0;
        payloadFilled = 0;
        return frame;
    }

    @FunctionalInterface
    private interface IntSink {
        void add(int count);
    }
}
