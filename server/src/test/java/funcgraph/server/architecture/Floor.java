package funcgraph.server.architecture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The floors, bottom first (ARCHITECTURE.md). A floor's name is its module's and its package's. */
enum Floor {
    CONTRACT,
    DOMAIN,
    STORE,
    RUNTIME,
    ENGINE,
    HTTP,
    CLI,
    SERVER,
    BENCH;

    /** The floors that this one may import from. */
    Set<Floor> seen() {
        return switch (this) {
            case CONTRACT, DOMAIN -> Set.of();
            case STORE, RUNTIME -> Set.of(DOMAIN);
            case ENGINE -> Set.of(DOMAIN, STORE, RUNTIME);
            case HTTP -> Set.of(CONTRACT, DOMAIN, ENGINE);
            case CLI -> Set.of(CONTRACT);
            case SERVER -> EnumSet.range(CONTRACT, CLI);
            case BENCH -> Set.of(CONTRACT, DOMAIN, STORE);
        };
    }

    String module() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> seenModules() {
        return modules(seen()::contains);
    }

    List<String> unseenModules() {
        return modules(floor -> floor != this && !seen().contains(floor));
    }

    static List<String> allModules() {
        return modules(floor -> true);
    }

    private static List<String> modules(Predicate<Floor> wanted) {
        return Arrays.stream(values()).filter(wanted).map(Floor::module).toList();
    }
}
