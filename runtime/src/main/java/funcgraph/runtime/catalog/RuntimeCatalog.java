package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Which interpreter of this machine runs which runtime name: the very version, a substitute that is always shown as
 * one, or none. What {@code funcgraph runtimes install} has installed goes before what the machine has. Nothing is looked
 * for before it is asked for. An answer that an installation could better is looked for again after a while, so that a
 * runtime that was installed meanwhile is taken. All questions may block for a moment, so they are not for event loops.
 */
public final class RuntimeCatalog {

    /** Those that `runtimes install` knows no package of. */
    private static final Set<RuntimeName> UNOBTAINABLE =
            Set.of(RuntimeName.PYTHON_3_6, RuntimeName.DOTNET_3_1, RuntimeName.DOTNET_6_0, RuntimeName.GO_1_X);

    /** How long an answer that an installation could better is taken for true. */
    private static final Duration BELIEVED = Duration.ofSeconds(3);

    private final Choice choice;
    private final LongSupplier nanoTime;
    private final VersionProbe probe;
    private final ConcurrentHashMap<RuntimeName, Chosen> chosen = new ConcurrentHashMap<>();

    private record Chosen(Optional<Program> program, boolean best, long at) {}

    RuntimeCatalog(Optional<Path> installed, Machine machine, boolean substitutesAllowed, LongSupplier nanoTime) {
        this.probe = new VersionProbe();
        this.choice = new Choice(installed.map(InstalledRuntimes::new), machine, probe, substitutesAllowed);
        this.nanoTime = nanoTime;
    }

    /**
     * Looks where this machine keeps programs: the {@code PATH} given, then the usual places.
     *
     * @param installed what {@code runtimes install} fills ({@code runtimes.directory}); need not exist
     * @param substitutesAllowed whether a runtime may run on another version of its language
     *     ({@code runtimes.substitute})
     */
    public static RuntimeCatalog ofMachine(String path, Path installed, boolean substitutesAllowed) {
        return new RuntimeCatalog(Optional.of(installed), machine(path), substitutesAllowed, System::nanoTime);
    }

    /** The same without a directory of installed runtimes. */
    public static RuntimeCatalog ofMachine(String path, boolean substitutesAllowed) {
        return new RuntimeCatalog(Optional.empty(), machine(path), substitutesAllowed, System::nanoTime);
    }

    private static Machine machine(String path) {
        String javaHome = System.getenv("JAVA_HOME");
        return Machine.usual(
                Executables.searchPath(path + ":/usr/local/bin:/usr/bin:/bin"), javaHome == null ? "" : javaHome);
    }

    /** What runs {@code runtime}. The first question about a runtime may ask its interpreter for the version. */
    public Interpreter find(RuntimeName runtime) {
        if (runtime == RuntimeName.GO_1_X) {
            return new Interpreter.Unneeded(runtime, "linux/amd64 binary");
        }
        return program(runtime)
                .map(probe::complete)
                .map(program -> judged(runtime, program))
                .orElseGet(() -> absent(runtime));
    }

    private static Interpreter judged(RuntimeName runtime, Program program) {
        return Choice.isExact(runtime, program.version())
                ? new Interpreter.Exact(runtime, program)
                : new Interpreter.Substitute(runtime, program);
    }

    /**
     * The program that runs {@code runtime}, empty when there is none, or none is needed. Unlike {@link #find} it asks
     * no interpreter for its version where the answer would not matter, because a first call waits for it; the version
     * may then be short or empty.
     */
    public Optional<Program> program(RuntimeName runtime) {
        var known = chosen.get(runtime);
        if (known == null || isStale(known)) {
            Optional<Program> program = choice.of(runtime);
            boolean best =
                    program.isPresent() && Choice.isExact(runtime, program.get().version());
            known = new Chosen(program, best, nanoTime.getAsLong());
            chosen.put(runtime, known);
        }
        return known.program();
    }

    /** One that could be bettered, or has been taken away. */
    private boolean isStale(Chosen known) {
        return nanoTime.getAsLong() - known.at() > BELIEVED.toNanos()
                && (!known.best()
                        || known.program()
                                .filter(program -> Files.isExecutable(program.executable()))
                                .isEmpty());
    }

    /** The executable of {@link #program}. */
    public Optional<Path> executable(RuntimeName runtime) {
        return program(runtime).map(Program::executable);
    }

    /** Every runtime name with what runs it, in the order of {@link RuntimeName}. */
    public List<Interpreter> describeAll() {
        return Stream.of(RuntimeName.values()).map(this::find).toList();
    }

    /** How an absent runtime becomes present, or why it cannot, as a clause. */
    public static String remedy(RuntimeName runtime) {
        return command(runtime).map(command -> "install it with: " + command).orElseGet(() -> reason(runtime));
    }

    /** Empty where no package registry has the interpreter. */
    private static Optional<String> command(RuntimeName runtime) {
        return switch (runtime.family()) {
            case NODE, PYTHON, JAVA, GO, CSHARP, PHP ->
                UNOBTAINABLE.contains(runtime)
                        ? Optional.empty()
                        : Optional.of("funcgraph runtimes install " + quoted(runtime.wireName()));
            case CANGJIE, HTTP, CUSTOM, CUSTOM_IMAGE -> Optional.empty();
        };
    }

    private static String quoted(String name) {
        return name.chars().anyMatch(c -> c == '(' || c == ' ' || c == '#') ? "'" + name + "'" : name;
    }

    private static String reason(RuntimeName runtime) {
        return switch (runtime.family()) {
            case NODE, JAVA, GO, PHP -> "this machine has none";
            case PYTHON ->
                UNOBTAINABLE.contains(runtime)
                        ? "no package registry has it; an interpreter of your own is found on the PATH"
                        : "this machine has none";
            case CSHARP -> UNOBTAINABLE.contains(runtime) ? "no package registry has it" : "this machine has none";
            case HTTP, CUSTOM -> "this machine has no bash";
            case CANGJIE -> "its compiler and runtime are in no package registry";
            case CUSTOM_IMAGE -> "this server does not run container images";
        };
    }

    private static Interpreter absent(RuntimeName runtime) {
        return new Interpreter.Absent(runtime, reason(runtime), command(runtime));
    }
}
