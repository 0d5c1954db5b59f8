package funcgraph.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a request wants a test event to be (functiongraph-api 2.9).
 *
 * @param content base64 of JSON text
 */
public record NewTestEvent(String name, String content) {

    /** Of one function. */
    public static final int MOST = 10;

    /** Largest content, decoded. */
    public static final int LARGEST_BYTES = 4096;

    private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?");

    /** Tells whether bytes are JSON; the domain has no parser. */
    @FunctionalInterface
    public interface JsonCheck {
        boolean isJson(byte[] text);
    }

    public List<Flaw> flaws(JsonCheck check) {
        var found = new ArrayList<Flaw>();
        if (!NAME.matcher(name).matches()) {
            found.add(new Flaw(
                    "name",
                    name,
                    "1 to 64 letters, digits, '_' or '-', beginning with a letter and ending with a letter or digit",
                    Flaw.Rule.EVENT));
        }
        content(check, found);
        return found;
    }

    private void content(JsonCheck check, List<Flaw> found) {
        byte[] text;
        try {
            text = Base64.getDecoder().decode(content.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            text = new byte[0];
        }
        if (text.length > LARGEST_BYTES) {
            found.add(new Flaw(
                    "content", text.length + " bytes", "at most " + LARGEST_BYTES + " bytes", Flaw.Rule.EVENT_SIZE));
        } else if (text.length == 0 || !check.isJson(text)) {
            found.add(new Flaw("content", content, "base64 of JSON text", Flaw.Rule.EVENT));
        }
    }
}
