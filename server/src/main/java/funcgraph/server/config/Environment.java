package funcgraph.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables that are keys. A name that begins like one of our sections but is no key is a mistake; other
 * names after the prefix belong to the launcher, to the client, or to a cluster, which names variables after services.
 */
final class Environment {

    private Environment() {}

    static Map<Key<?>, Object> read(Map<String, String> variables, Problems problems) {
        var values = new LinkedHashMap<Key<?>, Object>();
        var names = Keys.all().stream().map(Key::environmentName).toList();
        new TreeMap<>(variables).forEach((name, value) -> {
            int at = names.indexOf(name);
            if (at >= 0) {
                values.put(Keys.all().get(at), value);
            } else if (isOurs(name)) {
                problems.add(new Place(name, "environment") + ": there is no such key; the nearest is "
                        + Nearest.to(name, names));
            }
        });
        return values;
    }

    private static boolean isOurs(String name) {
        return sections().stream().anyMatch(section -> name.startsWith(section + "_"));
    }

    private static List<String> sections() {
        return Keys.all().stream()
                .filter(key -> !key.section().equals(key.name()))
                .map(key -> Key.ENVIRONMENT_PREFIX + key.section().toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
    }
}
