package funcgraph.runtime.wire;

import io.vertx.core.buffer.Buffer;

/**
 * One message between the server and a worker.
 *
 * @param callId which call it belongs to, 0 for those before the first
 * @param header JSON object as UTF-8; empty stands for {@code {}}
 * @param payload raw bytes: an event, a result, or the JSON of an error
 */
public record Frame(FrameType type, int callId, byte[] header, byte[] payload) {

    /** Length, type, call id, header length. */
    public static final int HEAD_BYTES = 13;

    /** 6 MB of payload (functiongraph-api 5.1), and room for headers and for error reports. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    /** Below this a copy is cheaper than a second system call. */
    private static final int COPIED_BYTES = 64 * 1024;

    /** A frame whose payload is copied behind its head when it is small, and else has to be written after it. */
    public static Buffer encode(FrameType type, int callId, byte[] header, Buffer payload) {
        int payloadBytes = payload.length();
        int together = payloadBytes <= COPIED_BYTES ? payloadBytes : 0;
        var frame = Buffer.buffer(HEAD_BYTES + header.length + together)
                .appendInt(HEAD_BYTES - Integer.BYTES + header.length + payloadBytes)
                .appendByte(type.code())
                .appendInt(callId)
                .appendInt(header.length)
                .appendBytes(header);
        return together > 0 ? frame.appendBuffer(payload) : frame;
    }

    /** Whether {@link #encode} left the payload to be written after the frame's head. */
    public static boolean payloadFollows(Buffer payload) {
        return payload.length() > COPIED_BYTES;
    }
}
