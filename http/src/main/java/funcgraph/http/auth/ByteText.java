package funcgraph.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A growing run of bytes that is used again for request after request. */
final class ByteText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    ByteText add(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    /** Each char as one byte, which gives back the bytes of a header as they came. */
    ByteText add(String text) {
        return add(text, 0, text.length());
    }

    ByteText add(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > 0xff) {
                return addUtf8(text.substring(i, to));
            }
            add(c);
        }
        return this;
    }

    ByteText addHex(byte[] values) {
        for (byte value : values) {
            add(HEX[value >> 4 & 15]);
            add(HEX[value & 15]);
        }
        return this;
    }

    /** One byte, percent-encoded unless it is unreserved in RFC 3986. */
    ByteText addEncoded(int value) {
        if (isUnreserved(value)) {
            return add(value);
        }
        return add('%').add(UPPER_HEX[value >> 4 & 15]).add(UPPER_HEX[value & 15]);
    }

    int last() {
        return length == 0 ? -1 : bytes[length - 1];
    }

    void digestInto(MessageDigest digest) {
        digest.update(bytes, 0, length);
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private ByteText addUtf8(String text) {
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            add(value);
        }
        return this;
    }

    private static boolean isUnreserved(int value) {
        return (value >= 'a' && value <= 'z')
                || (value >= 'A' && value <= 'Z')
                || (value >= '0' && value <= '9')
                || value == '-'
                || value == '_'
                || value == '.'
                || value == '~';
    }
}
