package funcgraph.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Frames over a pair of streams. One thread at a time may read; any may write. */
final class Wire {

    private static final int HEAD_BYTES = 13;
    private static final int MAX_FRAME_BYTES = 8 * 1024 * 1024;
    /** One read or write of the JVM allocates as much native memory as it is asked for, above 8 KB. */
    private static final int PIECE_BYTES = 256 * 1024;
    /** Up to here head and payload go out in one write. */
    private static final int COPIED_BYTES = 64 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[8192];
    private int from;
    private int to;

    Wire(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next frame; null when the other end is gone or sends what is no frame. */
    @Nullable
    Frame read() {
        byte[] head = new byte[HEAD_BYTES];
        if (!fill(head)) {
            return null;
        }
        ByteBuffer fields = ByteBuffer.wrap(head);
        int length = fields.getInt();
        byte type = fields.get();
        int callId = fields.getInt();
        int headerBytes = fields.getInt();
        int body = length - (HEAD_BYTES - 4);
        if (body < 0 || length > MAX_FRAME_BYTES || headerBytes < 0 || headerBytes > body) {
            return null;
        }
        byte[] header = new byte[headerBytes];
        byte[] payload = new byte[body - headerBytes];
        return fill(header) && fill(payload) ? new Frame(type, callId, header, payload) : null;
    }

    private boolean fill(byte[] whole) {
        int filled = 0;
        while (filled < whole.length) {
            if (from < to) {
                int count = Math.min(to - from, whole.length - filled);
                System.arraycopy(buffer, from, whole, filled, count);
                from += count;
                filled += count;
            } else {
                int missing = whole.length - filled;
                boolean direct = missing >= buffer.length;
                int count = direct
                        ? receive(whole, filled, Math.min(missing, PIECE_BYTES))
                        : receive(buffer, 0, buffer.length);
                if (count <= 0) {
                    return false;
                }
                if (direct) {
                    filled += count;
                } else {
                    from = 0;
                    to = count;
                }
            }
        }
        return true;
    }

    private int receive(byte[] into, int at, int most) {
        try {
            return in.read(into, at, most);
        } catch (IOException gone) {
            return -1;
        }
    }

    /** Sends a frame whole. @return whether the other end was there to take it */
    synchronized boolean write(byte type, int callId, byte[] header, byte[] payload) {
        int together = payload.length <= COPIED_BYTES ? payload.length : 0;
        ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + header.length + together);
        frame.putInt(HEAD_BYTES - 4 + header.length + payload.length);
        frame.put(type);
        frame.putInt(callId);
        frame.putInt(header.length);
        frame.put(header);
        frame.put(payload, 0, together);
        try {
            out.write(frame.array());
            for (int at = together; at < payload.length; at += PIECE_BYTES) {
                out.write(payload, at, Math.min(PIECE_BYTES, payload.length - at));
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }
}
