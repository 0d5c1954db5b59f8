package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses the program for a runtime among those there are: the very version, else what was installed under its name, else
 * the nearest newer version, else the nearest older one where the language bears that.
 */
final class Choice {

    private final Optional<InstalledRuntimes> installed;
    private final Machine machine;
    private final VersionProbe probe;
    private final boolean substitutesAllowed;

    Choice(Optional<InstalledRuntimes> installed, Machine machine, VersionProbe probe, boolean substitutesAllowed) {
        this.installed = installed;
        this.machine = machine;
        this.probe = probe;
        this.substitutesAllowed = substitutesAllowed;
    }

    /** Asks no program for its version where the choice does not hang on it. */
    Optional<Program> of(RuntimeName runtime) {
        Optional<Program> own = installed.flatMap(runtimes -> runtimes.find(runtime));
        return own.filter(program -> isExact(runtime, program.version()))
                .or(() -> machine.named(runtime))
                .or(() -> among(runtime, own));
    }

    private Optional<Program> among(RuntimeName runtime, Optional<Program> own) {
        List<Program> found = Stream.concat(
                        machine.all(runtime.family()),
                        installed.stream().flatMap(runtimes -> runtimes.all(runtime.family())))
                .toList();
        if (found.size() == 1
                && substitutesAllowed
                && found.getFirst().version().isEmpty()
                && anyWill(runtime)) {
            return Optional.of(found.getFirst());
        }
        List<Program> asked = found.stream().map(probe::atLeastShort).toList();
        return asked.stream()
                .filter(program -> isExact(runtime, program.version()))
                .findFirst()
                .or(() -> substitutesAllowed ? own.or(() -> nearest(runtime, asked)) : Optional.empty());
    }

    private static Optional<Program> nearest(RuntimeName runtime, List<Program> programs) {
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        String wanted = Versions.in(runtime);
        Comparator<Program> byVersion =
                (one, other) -> Versions.compare(Versions.plain(one.version()), Versions.plain(other.version()));
        var able = programs.stream()
                .filter(program -> mayStandIn(runtime, program.version()))
                .toList();
        return able.stream()
                .filter(program -> Versions.compare(Versions.plain(program.version()), wanted) > 0)
                .min(byVersion)
                .or(() -> able.stream().max(byVersion));
    }

    /** Whether {@code version} is what the name promises. A shell of any version runs a {@code bootstrap}. */
    static boolean isExact(RuntimeName runtime, String version) {
        return switch (runtime.family()) {
            case HTTP, CUSTOM -> true;
            case NODE, PYTHON, JAVA, GO, CSHARP, PHP, CANGJIE, CUSTOM_IMAGE ->
                Versions.isOf(Versions.plain(version), Versions.in(runtime));
        };
    }

    /** Whether its version does not matter. */
    private static boolean anyWill(RuntimeName runtime) {
        return switch (runtime.family()) {
            case NODE, HTTP, CUSTOM -> true;
            case PYTHON, JAVA, GO, CSHARP, PHP, CANGJIE, CUSTOM_IMAGE -> false;
        };
    }

    /**
     * Compiled code runs on the version it was compiled for, or a newer one; scripts on most versions of their language.
     * Python 2 and 3 are two languages, and .NET moves an application to a newer minor version only.
     */
    private static boolean mayStandIn(RuntimeName runtime, String version) {
        if (version.isEmpty()) {
            return anyWill(runtime);
        }
        String plain = Versions.plain(version);
        String wanted = Versions.in(runtime);
        return switch (runtime.family()) {
            case NODE, PHP, HTTP, CUSTOM -> true;
            case PYTHON -> Versions.major(plain).equals(Versions.major(wanted));
            case JAVA, GO -> Versions.compare(plain, wanted) >= 0;
            case CSHARP -> Versions.major(plain).equals(Versions.major(wanted)) && Versions.compare(plain, wanted) >= 0;
            case CANGJIE, CUSTOM_IMAGE -> false;
        };
    }
}
