package funcgraph.domain;

/** The beginning of a text that a message shows. It never ends in half a character, which no encoding could write. */
public final class Excerpt {

    private Excerpt() {}

    /**
     * The whole text, or its beginning and an ellipsis.
     *
     * @param longest most UTF-16 units that are kept, at least 1
     */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }
}
