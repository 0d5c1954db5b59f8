package funcgraph.worker;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text and bytes, neither of which may be bent on the way. */
final class Utf8 {

    private Utf8() {}

    /** @throws CharacterCodingException when the bytes are not UTF-8 */
    static String decode(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) { // It may have been there, or have taken the place of bytes that are no text.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        }
        return text;
    }

    /** The bytes of JSON text. A lone surrogate has none: it becomes the escape that JSON has for it. */
    static byte[] encode(String json) {
        int lone = lone(json, 0);
        if (lone < 0) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(json.length() + 16);
        int from = 0;
        while (lone >= 0) {
            text.append(json, from, lone).append(String.format("\\u%04x", (int) json.charAt(lone)));
            from = lone + 1;
            lone = lone(json, from);
        }
        return text.append(json, from, json.length()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int lone(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
