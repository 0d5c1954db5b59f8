package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The interpreters that this machine has, from wherever it has them; asks none of them anything. */
final class Machine {

    private static final List<Path> JVM_DIRECTORIES =
            List.of(Path.of("/usr/lib/jvm"), Path.of("/usr/java"), Path.of("/opt/java"), Path.of("/opt"));
    private static final List<Path> GO_DIRECTORIES = List.of(Path.of("/usr/lib"), Path.of("/usr/local"));
    private static final List<String> PYTHON_3_MINORS =
            List.of("3.12", "3.11", "3.13", "3.14", "3.10", "3.9", "3.8", "3.7", "3.6");

    private final Executables executables;
    private final List<Path> jvmDirectories;
    private final List<Path> goDirectories;

    private Machine(List<Path> searchPath, List<Path> jvmDirectories, List<Path> goDirectories) {
        this.executables = new Executables(searchPath);
        this.jvmDirectories = jvmDirectories;
        this.goDirectories = goDirectories;
    }

    /** @param javaHome where the machine's owner says a JVM is; may be empty */
    static Machine usual(List<Path> searchPath, String javaHome) {
        var jvms = new ArrayList<>(javaHome.isEmpty() ? List.<Path>of() : List.of(Path.of(javaHome)));
        JVM_DIRECTORIES.forEach(directory -> jvms.addAll(entries(directory)));
        var goes = new ArrayList<Path>();
        GO_DIRECTORIES.forEach(directory -> entries(directory).stream()
                .filter(entry -> String.valueOf(entry.getFileName()).startsWith("go"))
                .forEach(goes::add));
        return new Machine(searchPath, jvms, goes);
    }

    /** Only what lies in these directories. */
    static Machine only(List<Path> searchPath) {
        return new Machine(searchPath, List.of(), List.of());
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** A program whose file name alone says that it is of the wanted version. */
    Optional<Program> named(RuntimeName runtime) {
        return switch (runtime.family()) {
            case PYTHON -> executables.find("python" + Versions.in(runtime)).flatMap(Surroundings::ofPython);
            case PHP -> executables.find("php" + Versions.in(runtime)).flatMap(Surroundings::of);
            case NODE, JAVA, GO, CSHARP, CANGJIE, HTTP, CUSTOM, CUSTOM_IMAGE -> Optional.empty();
        };
    }

    /** All programs that might run the language, the preferred first; some may be of the wrong version. */
    Stream<Program> all(RuntimeName.Family family) {
        return switch (family) {
            case NODE -> executables.all("node").flatMap(file -> Surroundings.of(file).stream());
            case PYTHON -> pythons().flatMap(file -> Surroundings.ofPython(file).stream());
            case PHP -> executables.all("php").flatMap(file -> Surroundings.of(file).stream());
            case JAVA -> jvms();
            case GO -> goes();
            case HTTP, CUSTOM -> executables.all("bash").flatMap(file -> Surroundings.of(file).stream());
            // The worker for .NET is compiled against the runtime that `runtimes install` has fetched.
            case CSHARP, CANGJIE, CUSTOM_IMAGE -> Stream.empty();
        };
    }

    /** Whether programs can be linked here, which Go needs to build a plugin. */
    boolean hasLinker() {
        return executables.find("gcc").isPresent();
    }

    private Stream<Path> pythons() {
        return Stream.concat(
                executables.all("python3"),
                PYTHON_3_MINORS.stream().flatMap(minor -> executables.all("python" + minor)));
    }

    private Stream<Program> jvms() {
        var onPath = executables.all("java").map(Machine::homeOfTool);
        return Stream.concat(jvmDirectories.stream(), onPath)
                .map(Machine::real)
                .distinct()
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .flatMap(home -> jvm(home).stream());
    }

    private static Optional<Program> jvm(Path home) {
        Optional<Program> bare = Surroundings.of(home.resolve("bin/java"));
        return bare.map(program -> new Program(
                program.executable(), quoted(home.resolve("release"), "JAVA_VERSION="), program.home(), Map.of()));
    }

    private Stream<Program> goes() {
        var onPath = executables.all("go").map(Machine::homeOfTool);
        return Stream.concat(goDirectories.stream(), onPath)
                .map(Machine::real)
                .distinct()
                .filter(root -> Files.isExecutable(root.resolve("bin/go")))
                .flatMap(root -> go(root).stream());
    }

    private static Optional<Program> go(Path root) {
        return Surroundings.of(root.resolve("bin/go"))
                .map(program -> new Program(
                        program.executable(),
                        quoted(root.resolve("VERSION"), "go"),
                        program.home(),
                        Map.of("GOROOT", "{home}/" + program.home().relativize(root))));
    }

    private static Path homeOfTool(Path tool) {
        return real(tool).resolveSibling("..").normalize();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException vanished) {
            return path;
        }
    }

    /** What follows {@code label} at the beginning of a line, without quotes; empty when there is no such line. */
    private static String quoted(Path file, String label) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(label))
                    .map(line ->
                            line.substring(label.length()).replace("\"", "").strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException none) {
            return "";
        }
    }
}
