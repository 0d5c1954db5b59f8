package funcgraph.domain;

import java.util.ArrayList;
import java.util.List;

/** A tag of a function. Keys are unique to a function. */
public record Tag(String key, String value) {

    /** Of one function (functiongraph-api 5.1). */
    public static final int MOST = 20;

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 255;

    /** What is wrong with a request's tags, in their order. */
    public static List<Flaw> flaws(List<Tag> tags) {
        var found = new ArrayList<Flaw>();
        if (tags.isEmpty() || tags.size() > MOST) {
            found.add(new Flaw("tags", tags.size() + " tags", "1 to " + MOST + " tags", Flaw.Rule.PARAMETER));
        }
        for (var tag : tags) {
            if (!isText(tag.key, 1, LONGEST_KEY)) {
                found.add(new Flaw(
                        "tags.key",
                        tag.key,
                        "1 to " + LONGEST_KEY + " characters, none of control",
                        Flaw.Rule.PARAMETER));
            }
            if (!isText(tag.value, 0, LONGEST_VALUE)) {
                found.add(new Flaw(
                        "tags.value",
                        tag.value,
                        "at most " + LONGEST_VALUE + " characters, none of control",
                        Flaw.Rule.PARAMETER));
            }
        }
        return found;
    }

    private static boolean isText(String text, int shortest, int longest) {
        return text.length() >= shortest
                && text.length() <= longest
                && text.chars().noneMatch(Character::isISOControl);
    }
}
