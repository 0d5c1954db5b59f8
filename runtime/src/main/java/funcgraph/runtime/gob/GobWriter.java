package funcgraph.runtime.gob;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The basic values of gob (Go's package encoding/gob, "Encoding Details"). */
final class GobWriter {

    static final int INT = 2;
    static final int UINT = 3;
    static final int BYTES = 5;
    static final int STRING = 6;

    private static final int LARGEST_SHORT = 0x7f;

    private final Buffer out;
    private int field = -1;

    /** @param expectedBytes how large it may become; it grows beyond */
    GobWriter(int expectedBytes) {
        out = Buffer.buffer(expectedBytes);
    }

    /** Small numbers are one byte; others are the negated count of their bytes, and those, the highest first. */
    GobWriter unsigned(long value) {
        if (value >= 0 && value <= LARGEST_SHORT) {
            out.appendByte((byte) value);
            return this;
        }
        int bytes = (Long.SIZE - Long.numberOfLeadingZeros(value) + Byte.SIZE - 1) / Byte.SIZE;
        out.appendByte((byte) -bytes);
        for (int at = bytes - 1; at >= 0; at--) {
            out.appendByte((byte) (value >>> (at * Byte.SIZE)));
        }
        return this;
    }

    /** The lowest bit says whether the others are complemented. */
    GobWriter signed(long value) {
        return unsigned(value < 0 ? (~value << 1) | 1 : value << 1);
    }

    GobWriter bytes(Buffer value) {
        unsigned(value.length());
        out.appendBuffer(value);
        return this;
    }

    GobWriter string(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        unsigned(text.length);
        out.appendBytes(text);
        return this;
    }

    /** Begins field {@code number} of a struct, counted from 0. Fields come in order, zero values not at all. */
    GobWriter field(int number) {
        unsigned(number - field);
        field = number;
        return this;
    }

    GobWriter endStruct() {
        return unsigned(0);
    }

    /** A value of its own inside this one, such as a struct in a field; it counts its own fields. */
    GobWriter append(GobWriter inner) {
        out.appendBuffer(inner.out);
        return this;
    }

    int length() {
        return out.length();
    }

    Buffer buffer() {
        return out;
    }

    /** This as one message: its length first. */
    void appendMessageTo(Buffer target) {
        target.appendBuffer(new GobWriter(9).unsigned(out.length()).out).appendBuffer(out);
    }
}
