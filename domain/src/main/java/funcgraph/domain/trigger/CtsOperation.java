package funcgraph.domain.trigger;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One line of a CTS trigger's operations, {@code SERVICE:RESOURCE;RESOURCE:OPERATION;OPERATION}. */
public record CtsOperation(String service, Set<String> resources, Set<String> operations) {

    static final String RULE = "SERVICE:RESOURCE[;RESOURCE]:OPERATION[;OPERATION]";

    public CtsOperation {
        resources = Set.copyOf(resources);
        operations = Set.copyOf(operations);
    }

    /** Reads one; empty when a part is missing or comes twice. */
    static Optional<CtsOperation> parse(String text) {
        var parts = text.split(":", -1);
        if (parts.length != 3 || parts[0].isBlank()) {
            return Optional.empty();
        }
        var resources = List.of(parts[1].split(";", -1));
        var operations = List.of(parts[2].split(";", -1));
        return distinctNames(resources) && distinctNames(operations)
                ? Optional.of(new CtsOperation(parts[0], Set.copyOf(resources), Set.copyOf(operations)))
                : Optional.empty();
    }

    boolean hears(String serviceType, String resource, String operation) {
        return service.equalsIgnoreCase(serviceType) && resources.contains(resource) && operations.contains(operation);
    }

    private static boolean distinctNames(List<String> names) {
        return names.stream().noneMatch(String::isBlank)
                && names.stream().distinct().count() == names.size();
    }
}
