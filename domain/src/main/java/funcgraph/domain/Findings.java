package funcgraph.domain;

import java.util.ArrayList;
import java.util.List;

/** Collects the violations of one request, so that all are found at once. Not thread-safe; one request has one. */
public final class Findings {

    private final List<Violation> found = new ArrayList<>();

    /** Notes a broken rule of a field. */
    public void add(ConfigField field, Object value, String allowed, Violation.Rule rule) {
        found.add(new Violation(field, String.valueOf(value), allowed, rule));
    }

    /** Notes a broken rule unless {@code holds}. */
    public void require(boolean holds, ConfigField field, Object value, String allowed, Violation.Rule rule) {
        if (!holds) {
            add(field, value, allowed, rule);
        }
    }

    public void addAll(List<Violation> violations) {
        found.addAll(violations);
    }

    /** What was found, in the page's order. */
    public List<Violation> inPageOrder() {
        var sorted = new ArrayList<>(found);
        sorted.sort(Violation.PAGE_ORDER);
        return List.copyOf(sorted);
    }
}
