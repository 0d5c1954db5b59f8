package funcgraph.http.functions;

import funcgraph.domain.ConfigField;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.Violation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one field of {@code Runtime} and {@code runtime}: the seed page's table writes the one, its example and every
 * client the other (functiongraph-api 8, finding 1).
 */
final class RuntimeSpelling {

    private static final String PAGE = "Runtime";
    private static final String WIRE = "runtime";

    private RuntimeSpelling() {}

    /** The body with the one field, and what is wrong when the two spellings disagree. */
    record Folded(ObjectNode object, List<Violation> violations) {}

    static Folded fold(ObjectNode object) {
        JsonNode page = object.get(PAGE);
        if (page == null || page.isNull()) {
            return new Folded(object, List.of());
        }
        JsonNode wire = object.get(WIRE);
        if (wire == null || wire.isNull()) {
            object.set(WIRE, page);
            return new Folded(object, List.of());
        }
        return new Folded(object, sameRuntime(page, wire) ? List.of() : List.of(disagreement(page, wire)));
    }

    private static boolean sameRuntime(JsonNode page, JsonNode wire) {
        if (!page.isString() || !wire.isString()) {
            return page.equals(wire);
        }
        var left = RuntimeName.parse(page.stringValue());
        return left.isPresent()
                ? left.equals(RuntimeName.parse(wire.stringValue()))
                : page.stringValue().equals(wire.stringValue());
    }

    private static Violation disagreement(JsonNode page, JsonNode wire) {
        return new Violation(
                ConfigField.RUNTIME,
                "Runtime " + page + ", runtime " + wire,
                "one of the two, or both with the same value",
                Violation.Rule.RUNTIME);
    }
}
