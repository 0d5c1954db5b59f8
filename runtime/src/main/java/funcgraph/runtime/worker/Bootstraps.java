package funcgraph.runtime.worker;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * The programs that run inside workers, unpacked from the server's own jar.
 *
 * @param directory where they lie; absolute
 */
public record Bootstraps(Path directory) {

    private static final List<String> FILES = List.of(
            "python/bootstrap.py",
            "python/funcgraph_worker/__init__.py",
            "python/funcgraph_worker/context.py",
            "python/funcgraph_worker/failure.py",
            "python/funcgraph_worker/output.py",
            "python/funcgraph_worker/program.py",
            "python/funcgraph_worker/values.py",
            "python/funcgraph_worker/wire.py",
            "python/funcgraph_worker/worker.py",
            "node/bootstrap.js",
            "node/context.js",
            "node/entry.js",
            "node/esm.js",
            "node/failure.js",
            "node/logger.js",
            "node/pieces.js",
            "node/rehearsal.js",
            "node/wire.js",
            "node/worker.js",
            "php/bootstrap.php",
            "php/Context.php",
            "php/Failure.php",
            "php/Logger.php",
            "php/Wire.php",
            "php/Worker.php",
            "java/worker.jar",
            "java/sdk.jar",
            "java/gson.jar");

    /** The same at each start: a JVM's archive of classes is good only for jars that have not changed since. */
    private static final FileTime ALWAYS = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    /** Unpacks them below {@code directory}, over what an older server may have left there. */
    public static Bootstraps unpack(Path directory) throws IOException {
        for (String name : FILES) {
            Path file = directory.resolve(name);
            openToAll(Files.createDirectories(file.resolveSibling(".")));
            try (InputStream packed = Bootstraps.class.getResourceAsStream("/bootstraps/" + name)) {
                if (packed == null) {
                    throw new FileNotFoundException("the server's jar lacks bootstraps/" + name);
                }
                Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            Files.setLastModifiedTime(file, ALWAYS);
        }
        openToAll(directory);
        return new Bootstraps(directory.toAbsolutePath());
    }

    /** In a sandbox they run as another user, whatever the server's umask. */
    private static void openToAll(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
