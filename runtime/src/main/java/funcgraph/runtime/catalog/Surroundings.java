package funcgraph.runtime.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must be visible around an executable that was found on the machine. */
final class Surroundings {

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+$");

    private Surroundings() {}

    /** Empty when the file has gone. The version is what the file's name says of it. */
    static Optional<Program> of(Path found) {
        try {
            // A link may lead out of what will be visible; where it leads to is what runs.
            Path executable = found.toRealPath();
            return Optional.of(new Program(executable, versionInName(executable), home(executable), Map.of()));
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
}
