package funcgraph.http.json;

import tools.jackson.databind.JsonNode;

/**
 * Refuses text that no later step could carry unchanged: NUL, which neither an environment variable nor PostgreSQL
 * takes, and lone surrogates, which have no UTF-8 form.
 */
final class TextChecks {

    private TextChecks() {}

    static void requireCleanText(JsonNode node, String path) {
        if (node.isString()) {
            requireCleanText(node.stringValue(), path);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireCleanText(node.get(i), path + "[" + i + "]");
            }
        } else if (node.isObject()) {
            for (var property : node.properties()) {
                var name = property.getKey();
                requireCleanText(name, path + (path.isEmpty() ? "" : ".") + "a key");
                requireCleanText(property.getValue(), path.isEmpty() ? name : path + "." + name);
            }
        }
    }

    private static void requireCleanText(String text, String path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                throw new BadJson(path + " holds a NUL character; allowed: text without it");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new BadJson(path + " holds half of a surrogate pair; allowed: whole Unicode characters");
            }
        }
    }
}
