package funcgraph.engine.trigger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths of one group, environment and method: a tree by segments, so that a look-up costs what the request's path is
 * long, however many routes there are. Any number of threads may look up while one changes it.
 */
final class ApiTree {

    private final Node root = new Node();

    /** How well a path was met; the earlier one wins. */
    enum Rank {
        WHOLE,
        REST,
        PREFIX
    }

    /** What a look-up found. {@code parameters} are as they stood in the path. */
    record Hit(ApiRoute route, Rank rank, Map<String, String> parameters) {}

    private static final class Node {
        final ConcurrentHashMap<String, Node> literals = new ConcurrentHashMap<>();
        volatile @Nullable Node parameter;
        volatile @Nullable Entry whole;
        volatile @Nullable Entry rest;
        volatile @Nullable Entry prefix;

        boolean isEmpty() {
            return literals.isEmpty() && parameter == null && whole == null && rest == null && prefix == null;
        }
    }

    private record Entry(ApiRoute route, List<String> names) {}

    /** Adds a route, or replaces the one in its place. One thread at a time. */
    void put(ApiRoute route) {
        var names = new ArrayList<String>();
        var node = root;
        for (var segment : segments(route.api().path())) {
            if (segment.endsWith("+}")) {
                names.add(segment.substring(1, segment.length() - 2));
                node.rest = new Entry(route, List.copyOf(names));
                return;
            }
            node = step(node, segment, names);
        }
        var entry = new Entry(route, List.copyOf(names));
        if (route.api().prefixMatch()) {
            node.prefix = entry;
        } else {
            node.whole = entry;
        }
    }

    /** Takes a route out, and the ways that led to nothing else. One thread at a time. */
    void remove(ApiRoute route) {
        remove(root, segments(route.api().path()), 0, route);
    }

    boolean isEmpty() {
        return root.isEmpty();
    }

    /** The route of a path, if there is one: a whole path before the rest of one, that before the longest prefix. */
    @Nullable
    Hit find(String path) {
        var segments = segments(path);
        var search = new Search(segments);
        search.walk(root, 0);
        return search.best;
    }

    /** How many nodes a look-up goes over: what it costs. */
    int steps(String path) {
        var search = new Search(segments(path));
        search.walk(root, 0);
        return search.steps;
    }

    /** A path without its first slash, cut at the others; the root has none. */
    private static List<String> segments(String path) {
        return path.length() <= 1 ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    private static Node step(Node node, String segment, List<String> names) {
        if (!segment.startsWith("{")) {
            return node.literals.computeIfAbsent(segment, ignored -> new Node());
        }
        names.add(segment.substring(1, segment.length() - 1));
        var next = node.parameter;
        if (next == null) {
            next = new Node();
            node.parameter = next;
        }
        return next;
    }

    private static void remove(Node node, List<String> segments, int at, ApiRoute route) {
        if (at == segments.size()) {
            node.whole = without(node.whole, route);
            node.prefix = without(node.prefix, route);
            return;
        }
        var segment = segments.get(at);
        if (segment.endsWith("+}")) {
            node.rest = without(node.rest, route);
            return;
        }
        boolean parameter = segment.startsWith("{");
        var next = parameter ? node.parameter : node.literals.get(segment);
        if (next == null) {
            return;
        }
        remove(next, segments, at + 1, route);
        if (next.isEmpty()) {
            if (parameter) {
                node.parameter = null;
            } else {
                node.literals.remove(segment);
            }
        }
    }

    private static @Nullable Entry without(@Nullable Entry entry, ApiRoute route) {
        return entry != null && entry.route().triggerId().equals(route.triggerId()) ? null : entry;
    }

    /** One look-up: literals are tried before parameters, and a longer prefix replaces a shorter one. */
    private static final class Search {

        private final List<String> segments;
        private final List<String> values = new ArrayList<>();
        private @Nullable Hit best;
        private int bestDepth = -1;
        private int steps;

        Search(List<String> segments) {
            this.segments = segments;
        }

        void walk(Node node, int at) {
            steps++;
            offer(node.prefix, Rank.PREFIX, at, null);
            if (at == segments.size()) {
                offer(node.whole, Rank.WHOLE, at, null);
                return;
            }
            offer(node.rest, Rank.REST, at, String.join("/", segments.subList(at, segments.size())));
            var segment = segments.get(at);
            var literal = node.literals.get(segment);
            if (literal != null) {
                walk(literal, at + 1);
            }
            var parameter = node.parameter;
            if (parameter != null && !segment.isEmpty() && (best == null || best.rank() != Rank.WHOLE)) {
                values.add(segment);
                walk(parameter, at + 1);
                values.removeLast();
            }
        }

        private void offer(@Nullable Entry entry, Rank rank, int depth, @Nullable String rest) {
            if (entry == null || (best != null && !beats(rank, depth, best.rank()))) {
                return;
            }
            var parameters = HashMap.<String, String>newHashMap(entry.names().size());
            for (int i = 0; i < values.size() && i < entry.names().size(); i++) {
                parameters.put(entry.names().get(i), values.get(i));
            }
            if (rest != null) {
                parameters.put(entry.names().getLast(), rest);
            }
            best = new Hit(entry.route(), rank, parameters);
            bestDepth = depth;
        }

        private boolean beats(Rank rank, int depth, Rank present) {
            return rank.compareTo(present) < 0 || (rank == present && depth > bestDepth);
        }
    }
}
