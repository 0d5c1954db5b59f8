package funcgraph.server.acceptance.functions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What functions, versions and aliases are by the documents (functiongraph-api 1.7, 2.1 to 2.3), in maps: each operation
 * says how the server has to answer, {@code "200"} or status and code, and does what an accepted one does.
 */
final class ModelledFunctions {

    static final int MOST_VERSIONS = 4;
    static final int MOST_ALIASES = 2;

    private static final String LATEST = "latest";

    private final Map<String, Modelled> functions = new TreeMap<>();

    /** A function: what its head says now, what was published in that order, and what points where. */
    static final class Modelled {
        String description = "";
        final Map<String, String> versions = new LinkedHashMap<>();
        final Map<String, Pointer> aliases = new TreeMap<>();

        private boolean has(String version) {
            return version.equals(LATEST) || versions.containsKey(version);
        }

        private boolean isTaken(String version, String exceptAlias) {
            return aliases.entrySet().stream()
                    .anyMatch(alias -> !alias.getKey().equals(exceptAlias)
                            && alias.getValue().version().equals(version));
        }

        private String lastPublished() {
            return versions.isEmpty()
                    ? null
                    : versions.values().stream().toList().getLast();
        }
    }

    /** @param additional version that gets a share of the calls, empty for none */
    record Pointer(String version, String additional) {}

    Map<String, Modelled> functions() {
        return functions;
    }

    String create(String name, String description) {
        if (functions.containsKey(name)) {
            return "409 FSS.1061";
        }
        var made = new Modelled();
        made.description = description;
        functions.put(name, made);
        return "200";
    }

    String change(String name, String description) {
        var function = functions.get(name);
        if (function == null) {
            return "404 FSS.1051";
        }
        function.description = description;
        return "200";
    }

    String delete(String name) {
        return functions.remove(name) == null ? "404 FSS.1051" : "204";
    }

    /** What GET config of a version, or of an alias behind {@code !}, has to say as its description. */
    String described(String name, String qualifier) {
        var function = functions.get(name);
        if (function == null) {
            return "404 FSS.1051";
        }
        var version = qualifier;
        if (qualifier.startsWith("!")) {
            var pointer = function.aliases.get(qualifier.substring(1));
            if (pointer == null) {
                return "404 FSS.1053";
            }
            version = pointer.version();
        }
        if (!function.has(version)) {
            return "404 FSS.1052";
        }
        return "200 " + (version.equals(LATEST) ? function.description : function.versions.get(version));
    }

    String publish(String name, String version) {
        var function = functions.get(name);
        if (function == null) {
            return "404 FSS.1051";
        }
        if (function.description.equals(function.lastPublished())) {
            return "400 FSS.1016";
        }
        if (function.versions.containsKey(version)) {
            return "409 FSS.1062";
        }
        if (function.versions.size() + 1 >= MOST_VERSIONS) {
            return "403 FSS.0403";
        }
        function.versions.put(version, function.description);
        return "200";
    }

    String deleteVersion(String name, String version) {
        var function = functions.get(name);
        if (function == null) {
            return "404 FSS.1051";
        }
        if (!function.versions.containsKey(version)) {
            return "404 FSS.1052";
        }
        if (function.aliases.values().stream()
                .anyMatch(alias -> alias.additional().equals(version))) {
            return "403 FSS.1094";
        }
        function.versions.remove(version);
        function.aliases.values().removeIf(alias -> alias.version().equals(version));
        return "204";
    }

    String createAlias(String name, String alias, Pointer to) {
        var function = functions.get(name);
        if (function == null) {
            return "404 FSS.1051";
        }
        var wrong = wrong(function, to);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        if (function.aliases.containsKey(alias)) {
            return "409 FSS.1063";
        }
        if (function.isTaken(to.version(), alias)) {
            return "409 FSS.1066";
        }
        if (function.aliases.size() >= MOST_ALIASES) {
            return "403 FSS.1043";
        }
        function.aliases.put(alias, to);
        return "200";
    }

    String moveAlias(String name, String alias, Pointer to) {
        var function = functions.get(name);
        if (function == null) {
            return "404 FSS.1051";
        }
        if (!function.aliases.containsKey(alias)) {
            return "404 FSS.1053";
        }
        var wrong = wrong(function, to);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        if (function.isTaken(to.version(), alias)) {
            return "409 FSS.1066";
        }
        function.aliases.put(alias, to);
        return "200";
    }

    private static String wrong(Modelled function, Pointer to) {
        if (to.additional().equals(to.version())) {
            return "400 FSS.1093";
        }
        if (!function.has(to.version())) {
            return "404 FSS.1052";
        }
        return to.additional().isEmpty() || function.versions.containsKey(to.additional()) ? "" : "400 FSS.1091";
    }

    String deleteAlias(String name, String alias) {
        var function = functions.get(name);
        if (function == null) {
            return "404 FSS.1051";
        }
        return function.aliases.remove(alias) == null ? "404 FSS.1053" : "204";
    }
}
