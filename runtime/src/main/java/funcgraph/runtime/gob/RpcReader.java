package funcgraph.runtime.gob;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a Go1.x binary sends over one connection. A message that claims to be longer than
 * {@link #MAX_MESSAGE_BYTES} is refused before anything is allocated for it.
 */
public final class RpcReader {

    /** 6 MB of result, and room for error reports. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    private static final int MOST_HANDSHAKE_BYTES = 4096;
    private static final String CONNECTED = "HTTP/1.0 200 ";
    private static final byte[] NOTHING = new byte[0];

    private final GobSchema schema = new GobSchema();
    private final StringBuilder handshake = new StringBuilder();
    private boolean connected;
    private final byte[] length = new byte[1 + Long.BYTES];
    private int lengthFilled;
    private byte @Nullable [] message;
    private int messageFilled;
    private @Nullable Head head;

    /** net/rpc's Response, which comes before the answer itself. */
    private record Head(long sequence, String error) {}

    /** Whether the handshake has been answered. */
    public boolean connected() {
        return connected;
    }

    /**
     * Takes what arrived and hands on each answer that is whole.
     *
     * @throws MalformedGob when the bytes are no answer; the reader is of no further use
     */
    public void accept(Buffer chunk, Consumer<RpcAnswer> whole) throws MalformedGob {
        int at = 0;
        while (at < chunk.length()) {
            if (!connected) {
                shakeHands((char) (chunk.getByte(at++) & 0xff));
            } else if (message == null) {
                readLength(chunk.getByte(at++));
            } else {
                int count = Math.min(chunk.length() - at, message.length - messageFilled);
                chunk.getBytes(at, at + count, message, messageFilled);
                at += count;
                messageFilled += count;
            }
            if (message != null && messageFilled == message.length) {
                byte[] complete = message;
                message = null;
                read(new GobCursor(complete), whole);
            }
        }
    }

    private void shakeHands(char next) throws MalformedGob {
        handshake.append(next);
        int length = handshake.length();
        if (handshake.indexOf("\r\n\r\n", Math.max(0, length - 4)) >= 0
                || handshake.indexOf("\n\n", Math.max(0, length - 2)) >= 0) {
            connected = handshake.indexOf(CONNECTED) == 0;
        }
        boolean answered = next == '\n' && length > CONNECTED.length();
        if ((answered && handshake.indexOf(CONNECTED) != 0) || length > MOST_HANDSHAKE_BYTES) {
            throw new MalformedGob("the program does not serve Go's net/rpc over HTTP");
        }
    }

    /** The length is a gob number, which says with its first byte how long it is. */
    private void readLength(byte next) throws MalformedGob {
        length[lengthFilled++] = next;
        int whole = length[0] >= 0 ? 1 : 1 - length[0];
        if (whole > length.length) {
            throw new MalformedGob("a number of " + (whole - 1) + " bytes");
        }
        if (lengthFilled < whole) {
            return;
        }
        lengthFilled = 0;
        long bytes = new GobCursor(length).unsigned();
        if (bytes <= 0 || bytes > MAX_MESSAGE_BYTES) {
            throw new MalformedGob("a message of " + Long.toUnsignedString(bytes) + " bytes");
        }
        message = new byte[(int) bytes];
        messageFilled = 0;
    }

    private void read(GobCursor from, Consumer<RpcAnswer> whole) throws MalformedGob {
        long id = from.signed();
        if (id < 0) {
            schema.describe(-id, from);
        } else if (head == null) {
            head = head(id, from);
        } else {
            Head of = head;
            head = null;
            whole.accept(answer(of, id, from));
        }
        if (!from.atEnd()) {
            throw new MalformedGob("a message that is longer than its value");
        }
    }

    private Head head(long id, GobCursor from) throws MalformedGob {
        var found = new Object() {
            long sequence;
            String error = "";
        };
        schema.struct(id, from, (field, value) -> {
            if (field.name().equals("Seq") && GobSchema.isUint(field)) {
                found.sequence = value.unsigned();
                return true;
            }
            if (field.name().equals("Error") && GobSchema.isString(field)) {
                found.error = value.string();
                return true;
            }
            return false;
        });
        return new Head(found.sequence, found.error);
    }

    private RpcAnswer answer(Head of, long id, GobCursor from) throws MalformedGob {
        var found = new Object() {
            int status;
            byte[] payload = NOTHING;
        };
        schema.struct(id, from, (field, value) -> {
            if (field.name().equals("StatusCode") && GobSchema.isInt(field)) {
                found.status = Math.clamp(value.signed(), 0, Integer.MAX_VALUE);
                return true;
            }
            if (field.name().equals("Payload") && GobSchema.isBytes(field)) {
                found.payload = value.bytes();
                return true;
            }
            return false;
        });
        return new RpcAnswer(of.sequence(), of.error(), found.status, found.payload);
    }

    /** What the program said instead of shaking hands, for a message. */
    public String handshakeText() {
        return new String(handshake.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }
}
