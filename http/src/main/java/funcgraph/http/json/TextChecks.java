package funcgraph.http.json;

import funcgraph.domain.Excerpt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Refuses text that no later step could carry unchanged: NUL, which neither an environment variable nor PostgreSQL
 * takes, and lone surrogates, which have no UTF-8 form.
 */
final class TextChecks {

    private static final int LONGEST_PATH = 200;

    private TextChecks() {}

    static void requireCleanText(JsonNode tree) {
        var stain = stain(tree);
        if (stain != null) {
            throw new BadJson(Excerpt.of(stain.path, LONGEST_PATH) + stain.what);
        }
    }

    /** Bad text and the way to it, put together on the way back: large trees with long names are mostly clean. */
    private record Stain(String path, String what) {

        Stain below(String step) {
            return new Stain(path.isEmpty() || path.startsWith("[") ? step + path : step + "." + path, what);
        }
    }

    private static @Nullable Stain stain(JsonNode node) {
        if (node.isString()) {
            return stain(node.stringValue());
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                var inner = stain(node.get(i));
                if (inner != null) {
                    return inner.below("[" + i + "]");
                }
            }
        }
        for (var property : node.properties()) {
            var name = stain(property.getKey());
            if (name != null) {
                return name.below("a key");
            }
            var inner = stain(property.getValue());
            if (inner != null) {
                return inner.below(property.getKey());
            }
        }
        return null;
    }

    private static @Nullable Stain stain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                return new Stain("", " holds a NUL character; allowed: text without it");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return new Stain("", " holds half of a surrogate pair; allowed: whole Unicode characters");
            }
        }
        return null;
    }
}
