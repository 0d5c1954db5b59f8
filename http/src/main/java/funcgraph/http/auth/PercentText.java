package funcgraph.http.auth;

import java.nio.charset.StandardCharsets;

/** Percent-encoding, byte by byte. */
final class PercentText {

    private PercentText() {}

    /** True when a {@code %} with two hex digits stands there. */
    static boolean isEncodedByte(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    static int encodedByte(String text, int at) {
        return Character.digit(text.charAt(at + 1), 16) << 4 | Character.digit(text.charAt(at + 2), 16);
    }

    /** A char up to 0xff is a byte as it came; one beyond was made by a server that reads UTF-8. */
    static void encode(char c, ByteText to) {
        if (c <= 0xff) {
            to.addEncoded(c);
        } else {
            for (byte value : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                to.addEncoded(value);
            }
        }
    }
}
