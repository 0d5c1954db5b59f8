package funcgraph.runtime.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must be visible around an executable that was found on the machine. */
final class Surroundings {

    private static final Path SETTINGS = Path.of("/etc");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+$");
    private static final int DEPTH = 6;

    private Surroundings() {}

    /** Empty when the file has gone. The version is what the file's name says of it. */
    static Optional<Program> of(Path found) {
        return of(found, List.of(), Map.of());
    }

    static Optional<Program> of(Path found, List<Path> besides, Map<String, String> variables) {
        try {
            // A link may lead out of what will be visible; where it leads to is what runs.
            Path executable = found.toRealPath();
            return Optional.of(
                    new Program(executable, versionInName(executable), home(executable), besides, variables));
        } catch (IOException vanished) {
            return Optional.empty();
        }
    }

    /** A Python that was built to share its library finds it only where it was built, unless it is told. */
    static Optional<Program> ofPython(Path found) {
        return of(found)
                .map(program -> program.isSystems() || !hasSharedLibrary(program.home())
                        ? program
                        : new Program(
                                program.executable(),
                                program.version(),
                                program.home(),
                                List.of(),
                                Map.of("LD_LIBRARY_PATH", "{home}/lib")));
    }

    private static boolean hasSharedLibrary(Path home) {
        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            return libraries.anyMatch(library -> {
                String name = String.valueOf(library.getFileName());
                return name.startsWith("libpython") && name.contains(".so");
            });
        } catch (IOException none) {
            return false;
        }
    }

    /** {@code 3.11} of {@code python3.11}; empty where there is no such part. */
    private static String versionInName(Path executable) {
        var match = VERSION.matcher(String.valueOf(executable.getFileName()));
        return match.find() ? match.group() : "";
    }

    private static Path home(Path executable) {
        if (executable.startsWith(Program.SYSTEM)) {
            return Program.SYSTEM;
        }
        Path directory = executable.resolveSibling(".").normalize();
        return directory.endsWith("bin") ? directory.resolve("..").normalize() : directory;
    }

    /**
     * The directories of the system's settings that links below {@code home} lead to: without them a packaged JVM has
     * neither its list of VMs nor its certificates.
     */
    static List<Path> settings(Path home) {
        try (Stream<Path> files = Files.walk(home, DEPTH)) {
            return files.filter(Files::isSymbolicLink)
                    .map(Surroundings::target)
                    .filter(target -> target.startsWith(SETTINGS) && Files.exists(target))
                    .map(Surroundings::topmost)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    private static Path target(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
        } catch (IOException vanished) {
            return link;
        }
    }

    /** {@code /etc/java-17-openjdk} whole, but of what is shared, such as {@code /etc/ssl}, only the file's own directory. */
    private static Path topmost(Path target) {
        Path top = SETTINGS.resolve(target.getName(1));
        return String.valueOf(top.getFileName()).startsWith("java")
                ? top
                : target.resolveSibling(".").normalize();
    }
}
