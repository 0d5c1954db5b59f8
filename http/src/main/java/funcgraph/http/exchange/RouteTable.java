package funcgraph.http.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path, segment by segment; a literal segment goes before a parameter. The number of routes does
 * not matter to a look-up. Immutable once made.
 */
public final class RouteTable {

    private final Node root = new Node();
    private final List<Route> routes;

    /** What a look-up found. */
    public sealed interface Match {

        /** A route, and the path's parameters, percent-decoded. */
        record Found(Route route, Map<String, String> parameters) implements Match {}

        /** The path exists, but not for this method. */
        record OtherMethods(Set<String> allowed) implements Match {}

        record NoPath() implements Match {}

        /** A segment is not percent-encoded UTF-8. */
        record BadPath(String segment) implements Match {}
    }

    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.routes.forEach(this::add);
    }

    /** All routes, in the order in which they were listed. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * Finds the route.
     *
     * @param rawPath as it stood on the request line: it is split before it is decoded, so that an encoded slash stays
     *     part of its segment
     */
    public Match match(String method, String rawPath) {
        var values = new ArrayList<String>(4);
        Node end = walk(root, rawPath, 1, values);
        if (end == null || end.byMethod.isEmpty()) {
            return new Match.NoPath();
        }
        var entry = end.byMethod.get(method);
        if (entry == null) {
            return new Match.OtherMethods(end.byMethod.keySet());
        }
        var parameters = new HashMap<String, String>();
        for (int i = 0; i < values.size(); i++) {
            var decoded = decode(values.get(i));
            if (decoded == null) {
                return new Match.BadPath(values.get(i));
            }
            parameters.put(entry.parameterNames.get(i), decoded);
        }
        return new Match.Found(entry.route, parameters);
    }

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();

        @Nullable
        Node parameter;

        final Map<String, Entry> byMethod = new TreeMap<>();
    }

    private record Entry(Route route, List<String> parameterNames) {}

    private void add(Route route) {
        var node = root;
        var names = new ArrayList<String>();
        for (var segment : route.template().substring(1).split("/", -1)) {
            if (segment.startsWith("{")) {
                names.add(segment.substring(1, segment.length() - 1));
                if (node.parameter == null) {
                    node.parameter = new Node();
                }
                node = node.parameter;
            } else {
                node = node.literals.computeIfAbsent(segment, ignored -> new Node());
            }
        }
        if (node.byMethod.put(route.method(), new Entry(route, List.copyOf(names))) != null) {
            throw new IllegalArgumentException("two routes " + route.method() + " " + route.template());
        }
    }

    /** Walks from {@code start} on; comes back to a parameter when the literal way ends nowhere. */
    private static @Nullable Node walk(Node node, String path, int start, List<String> values) {
        if (start >= path.length()) {
            return node;
        }
        int slash = path.indexOf('/', start);
        int end = slash < 0 ? path.length() : slash;
        var segment = path.substring(start, end);
        var literal = node.literals.get(segment);
        if (literal != null) {
            int kept = values.size();
            var found = walk(literal, path, end + 1, values);
            if (found != null && !found.byMethod.isEmpty()) {
                return found;
            }
            while (values.size() > kept) {
                values.removeLast();
            }
        }
        if (node.parameter == null || segment.isEmpty()) {
            return null;
        }
        values.add(segment);
        return walk(node.parameter, path, end + 1, values);
    }

    private static @Nullable String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            var decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.indexOf('�') >= 0 ? null : decoded;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
