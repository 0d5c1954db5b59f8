package funcgraph.runtime.gob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the basic values of gob out of one message, and never beyond its end. */
final class GobCursor {

    private final byte[] message;
    private int at;

    GobCursor(byte[] message) {
        this.message = message;
    }

    boolean atEnd() {
        return at == message.length;
    }

    int remaining() {
        return message.length - at;
    }

    long unsigned() throws MalformedGob {
        byte first = next();
        if (first >= 0) {
            return first;
        }
        int bytes = -first;
        if (bytes > Long.BYTES) {
            throw new MalformedGob("a number of " + bytes + " bytes");
        }
        long value = 0;
        for (int read = 0; read < bytes; read++) {
            value = (value << Byte.SIZE) | (next() & 0xff);
        }
        return value;
    }

    long signed() throws MalformedGob {
        long coded = unsigned();
        return (coded & 1) == 0 ? coded >>> 1 : ~(coded >>> 1);
    }

    /** How many elements follow; each takes a byte at least, so there are no more of them than bytes. */
    int count() throws MalformedGob {
        long count = unsigned();
        if (count < 0 || count > remaining()) {
            throw new MalformedGob("a count of " + Long.toUnsignedString(count));
        }
        return (int) count;
    }

    byte[] bytes() throws MalformedGob {
        int length = count();
        at += length;
        return Arrays.copyOfRange(message, at - length, at);
    }

    String string() throws MalformedGob {
        int length = count();
        at += length;
        return new String(message, at - length, length, StandardCharsets.UTF_8);
    }

    void skipBytes() throws MalformedGob {
        int length = count(); // moves on itself, so not in one expression
        at += length;
    }

    private byte next() throws MalformedGob {
        if (at == message.length) {
            throw new MalformedGob("a value that is longer than its message");
        }
        return message[at++];
    }
}
