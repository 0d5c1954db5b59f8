package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which interpreter of this machine runs which runtime name: the very version, a substitute that is always shown as
 * one, or none. Nothing is looked for before it is asked for, and then once; both questions may block for a moment, so
 * they are not for event loops.
 */
public final class RuntimeCatalog {

    private static final List<String> PYTHON_3_MINORS =
            List.of("3.12", "3.11", "3.13", "3.14", "3.10", "3.9", "3.8", "3.7", "3.6");

    private final Executables executables;
    private final boolean substitutesAllowed;
    private final VersionProbe probe = new VersionProbe();
    private final ConcurrentHashMap<RuntimeName, Interpreter> found = new ConcurrentHashMap<>();

    /**
     * @param searchPath directories to look in, first wins
     * @param substitutesAllowed whether a runtime may run on another version of its language
     *     ({@code runtimes.substitute})
     */
    public RuntimeCatalog(List<Path> searchPath, boolean substitutesAllowed) {
        this.executables = new Executables(searchPath);
        this.substitutesAllowed = substitutesAllowed;
    }

    /** Looks where this machine keeps programs: the {@code PATH} given, then the usual places. */
    public static RuntimeCatalog ofMachine(String path, boolean substitutesAllowed) {
        return new RuntimeCatalog(Executables.searchPath(path + ":/usr/local/bin:/usr/bin:/bin"), substitutesAllowed);
    }

    /** What runs {@code runtime}. The first question about a runtime asks its interpreter for the version. */
    public Interpreter find(RuntimeName runtime) {
        var known = found.get(runtime);
        if (known == null) {
            known = look(runtime);
            found.put(runtime, known);
        }
        return known;
    }

    /**
     * The executable that runs {@code runtime}, empty when there is none. Unlike {@link #find} it asks no interpreter
     * for its version where the answer would not matter, because a first call waits for it.
     */
    public Optional<Path> executable(RuntimeName runtime) {
        var known = found.get(runtime);
        if (known == null && substitutesAllowed) {
            Optional<Path> any = onlyCandidate(runtime);
            if (any.isPresent()) {
                return any;
            }
        }
        return find(runtime) instanceof Interpreter.Present present
                ? Optional.of(present.executable())
                : Optional.empty();
    }

    private Optional<Path> onlyCandidate(RuntimeName runtime) {
        return switch (runtime.family()) {
            case PYTHON -> executables.find("python" + versionIn(runtime));
            case NODE -> {
                List<Path> nodes = executables.all("node").toList();
                yield nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.empty();
            }
            case JAVA, GO, CSHARP, PHP, CANGJIE, HTTP, CUSTOM, CUSTOM_IMAGE -> Optional.empty();
        };
    }

    /** Every runtime name with what runs it, in the order of {@link RuntimeName}. */
    public List<Interpreter> describeAll() {
        return Stream.of(RuntimeName.values()).map(this::find).toList();
    }

    /** The command that makes an absent runtime present. */
    public static String remedy(RuntimeName runtime) {
        String name = runtime.wireName();
        boolean quoted = name.chars().anyMatch(c -> c == '(' || c == ' ' || c == '#');
        return "funcgraph runtimes install " + (quoted ? "'" + name + "'" : name);
    }

    private Interpreter look(RuntimeName runtime) {
        return switch (runtime.family()) {
            case PYTHON -> python(runtime);
            case NODE -> node(runtime);
            case JAVA, GO, CSHARP, PHP, CANGJIE, HTTP, CUSTOM, CUSTOM_IMAGE -> absent(runtime);
        };
    }

    private Interpreter python(RuntimeName runtime) {
        String wanted = versionIn(runtime);
        Optional<Path> exact = executables.find("python" + wanted);
        if (exact.isPresent()) {
            return new Interpreter.Exact(runtime, exact.get(), probe.version(exact.get()));
        }
        if (runtime == RuntimeName.PYTHON_2_7) {
            return absent(runtime);
        }
        Optional<Path> other = Stream.concat(
                        executables.find("python3").stream(),
                        PYTHON_3_MINORS.stream().flatMap(minor -> executables.find("python" + minor).stream()))
                .findFirst();
        return other.map(executable -> present(runtime, executable)).orElseGet(() -> absent(runtime));
    }

    private Interpreter node(RuntimeName runtime) {
        List<Path> nodes = executables.all("node").toList();
        return nodes.stream()
                .map(executable -> present(runtime, executable))
                .filter(Interpreter.Exact.class::isInstance)
                .findFirst()
                .or(() -> nodes.stream().findFirst().map(executable -> present(runtime, executable)))
                .orElseGet(() -> absent(runtime));
    }

    private Interpreter present(RuntimeName runtime, Path executable) {
        String version = probe.version(executable);
        if (version.equals(versionIn(runtime)) || version.startsWith(versionIn(runtime) + ".")) {
            return new Interpreter.Exact(runtime, executable, version);
        }
        return substitutesAllowed ? new Interpreter.Substitute(runtime, executable, version) : absent(runtime);
    }

    private static Interpreter absent(RuntimeName runtime) {
        return new Interpreter.Absent(runtime, remedy(runtime));
    }

    /** The numbers of a name: {@code 3.9} of {@code Python3.9}. */
    private static String versionIn(RuntimeName runtime) {
        String name = runtime.wireName();
        for (int at = 0; at < name.length(); at++) {
            if (Character.isDigit(name.charAt(at))) {
                return name.substring(at);
            }
        }
        throw new IllegalArgumentException(name + " has no version in its name");
    }
}
