package funcgraph.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a function's log goes: the stream's ids and names, whether it is kept at all, and tags put on each line. */
public record LogSettings(
        boolean enabled,
        String groupId,
        String groupName,
        String streamId,
        String streamName,
        Map<String, String> customTags) {

    public static final LogSettings NONE = new LogSettings(false, "", "", "", "", Map.of());

    public LogSettings {
        customTags = Collections.unmodifiableMap(new LinkedHashMap<>(customTags));
    }
}
