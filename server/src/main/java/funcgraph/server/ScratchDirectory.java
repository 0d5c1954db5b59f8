package funcgraph.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;

/** A data directory for one run, gone afterwards. */
final class ScratchDirectory {

    private ScratchDirectory() {}

    static <T> T using(Function<Path, T> work) {
        var directory = make();
        try {
            return work.apply(directory);
        } finally {
            delete(directory);
        }
    }

    private static Path make() {
        try {
            return Files.createTempDirectory("funcgraph-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory", e);
        }
    }

    private static void delete(Path directory) {
        try (var tree = Files.walk(directory)) {
            for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
