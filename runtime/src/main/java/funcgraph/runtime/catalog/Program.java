package funcgraph.runtime.catalog;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An interpreter on this machine, and what must be visible for it to run.
 *
 * @param executable absolute, below {@code home}
 * @param version as it says itself, such as {@code 3.9.18}; empty when it was not asked or does not answer
 * @param home the directory that must be visible to run it, {@code /usr} for the system's own
 * @param variables what it needs in its environment; {@code {home}} in a value stands for where its home is seen
 */
public record Program(Path executable, String version, Path home, Map<String, String> variables) {

    /** The home of everything that the system itself has installed. */
    public static final Path SYSTEM = Path.of("/usr");

    private static final String HOME = "{home}";

    public Program {
        if (!executable.isAbsolute() || !executable.startsWith(home)) {
            throw new IllegalArgumentException(executable + " is not an absolute path below " + home);
        }
        variables = Map.copyOf(variables);
    }

    /** Whether it is a part of the system, which is where it is and cannot be shown elsewhere. */
    public boolean isSystems() {
        return home.equals(SYSTEM);
    }

    /** The executable, where its home is seen as {@code seenHome}. */
    public Path executable(Path seenHome) {
        return seenHome.resolve(home.relativize(executable));
    }

    /** The variables it needs, where its home is seen as {@code seenHome}. */
    public Map<String, String> environment(Path seenHome) {
        return variables.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().replace(HOME, seenHome.toString())));
    }

    Program withVersion(String found) {
        return new Program(executable, found, home, variables);
    }
}
