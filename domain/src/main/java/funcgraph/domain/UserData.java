package funcgraph.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A function's own name/value pairs. The wire carries them as one string holding a JSON object; that text is kept as it
 * was sent, so that key order and blanks come back unchanged (functiongraph-api 3.2).
 *
 * @param text the JSON object as sent, {@code ""} for none
 * @param entries the same, parsed, in the order of the text
 */
public record UserData(String text, Map<String, String> entries) {

    public static final UserData NONE = new UserData("", Map.of());

    public UserData {
        entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "UserData" + entries.keySet();
    }
}
