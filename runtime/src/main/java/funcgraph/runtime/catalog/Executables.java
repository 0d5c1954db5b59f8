package funcgraph.runtime.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks for programs by name in a list of directories; starts none of them. */
final class Executables {

    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    private final List<Path> directories;

    Executables(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /**
     * The directories of a search path. One named {@code shims} belongs to a version switcher, whose scripts depend on
     * the caller's environment; the versions beside it are searched in its place.
     */
    static List<Path> searchPath(String path) {
        var found = new LinkedHashSet<Path>();
        for (String entry : path.split(":", -1)) {
            if (!entry.isEmpty() && Path.of(entry).isAbsolute()) {
                var directory = Path.of(entry);
                found.addAll(directory.endsWith("shims") ? versionsBeside(directory) : List.of(directory));
            }
        }
        return new ArrayList<>(found);
    }

    private static List<Path> versionsBeside(Path shims) {
        try (Stream<Path> versions = Files.list(shims.resolveSibling("versions"))) {
            return versions.map(version -> version.resolve("bin")).sorted().toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** The first program of that name. */
    Optional<Path> find(String name) {
        return all(name).findFirst();
    }

    /** All programs of that name, in the order of the directories. Scripts are not programs. */
    Stream<Path> all(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .filter(Executables::isProgram)
                .filter(firstOfItsKind());
    }

    /** /bin is often a link to /usr/bin: one program must not count as two. */
    private static Predicate<Path> firstOfItsKind() {
        var seen = new HashSet<Path>();
        return file -> {
            try {
                return seen.add(file.toRealPath());
            } catch (IOException vanished) {
                return false;
            }
        };
    }

    private static boolean isProgram(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(ELF.length), ELF);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
