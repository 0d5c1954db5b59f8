package funcgraph.server.config;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong, in the order in which it was found, each as one sentence for the user. */
final class Problems {

    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    void addAll(List<String> problems) {
        found.addAll(problems);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<String> all() {
        return List.copyOf(found);
    }
}
