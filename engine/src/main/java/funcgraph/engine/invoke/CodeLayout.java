package funcgraph.engine.invoke;

import funcgraph.domain.CodePackage;
import funcgraph.store.PackageStore;
import funcgraph.store.archive.Archives;
import funcgraph.store.archive.Inspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays a package's files where workers run them: dependencies first, in their order, the function's own over them. It is the data
 * plane's one door to the store, and it blocks: {@link Hop} carries whoever comes here off the event loop.
 */
public final class CodeLayout {

    private static final Logger LOG = LoggerFactory.getLogger(CodeLayout.class);

    private final PackageStore packages;
    private final Archives archives;

    public CodeLayout(PackageStore packages, Archives archives) {
        this.packages = packages;
        this.archives = archives;
    }

    /** Lays the code into {@code home/code}; after a failure nothing is left of {@code home}. */
    void lay(CodePackage code, Path home) throws IOException {
        Hop.requireOffLoop();
        var directory = home.resolve("code");
        Files.createDirectories(home);
        try {
            if (!code.dependencyDigest().isEmpty()) {
                unpack(code.dependencyDigest(), directory);
            }
            for (var dependency : code.dependencies()) {
                overlay(dependency.digest(), directory);
            }
            if (code.digest().isEmpty()) {
                Files.createDirectories(directory);
            } else if (code.entryFile().isEmpty()) {
                overlay(code.digest(), directory);
            } else {
                writeSource(code, directory);
            }
        } catch (IOException | RuntimeException e) {
            delete(home);
            throw e;
        }
    }

    /** Deletes a directory with all in it; what cannot be deleted is said in the log and left. */
    static void delete(Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("could not delete {}", directory, e);
        }
    }

    /** A package's files go over those that are there, so that the function's own, laid last, win (runtimes 1.7). */
    private void overlay(String digest, Path directory) throws IOException {
        if (!Files.exists(directory)) {
            unpack(digest, directory);
            return;
        }
        var own = directory.resolveSibling("own");
        unpack(digest, own);
        try (Stream<Path> files = Files.walk(own)) {
            for (var file : (Iterable<Path>) files::iterator) {
                moveOver(file, directory.resolve(own.relativize(file).toString()));
            }
        }
        delete(own);
    }

    /** Two folders become one; anything else makes way. */
    private static void moveOver(Path file, Path target) throws IOException {
        boolean folder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        if (folder && Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        delete(target);
        if (folder) {
            Files.createDirectory(target);
        } else {
            Files.move(file, target);
        }
    }

    /** The file lies under the handler's name too, unless that is no name a file beside it can have. */
    private void writeSource(CodePackage code, Path directory) throws IOException {
        var source = requireStored(code.digest());
        Files.createDirectories(directory);
        var file = Files.copy(source, inside(directory, code.filename()), StandardCopyOption.REPLACE_EXISTING);
        // A source that is called bootstrap is started as a program, and nobody could say that it is one.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (!code.entryFile().equals(code.filename())) {
            var entry = inside(directory, code.entryFile());
            try {
                Files.createDirectories(entry.getParent());
                Files.copy(source, entry, StandardCopyOption.REPLACE_EXISTING);
            } catch (FileSystemException e) {
                LOG.debug("no source file can be called {}: {}", code.entryFile(), e.toString());
            }
        }
    }

    private static Path inside(Path directory, String name) {
        var target = directory.resolve(name).normalize();
        if (!target.startsWith(directory)) {
            throw new IllegalStateException("the rules let a handler out of its code directory: " + name);
        }
        return target;
    }

    private void unpack(String digest, Path target) {
        switch (archives.unpack(requireStored(digest), target)) {
            case Inspection.Sound ignored -> {}
            case Inspection.Unsound(String reason) ->
                throw new IllegalStateException("package " + digest + " was accepted and is unsound: " + reason);
        }
    }

    private Path requireStored(String digest) {
        return packages.find(digest)
                .orElseThrow(() -> new IllegalStateException("package " + digest + " is not stored"));
    }
}
