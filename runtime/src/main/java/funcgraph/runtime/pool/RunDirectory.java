package funcgraph.runtime.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the sockets of workers lie: nobody else may knock there.
 *
 * @param borrowed whether it lies in the machine's temporary directory, and is to be given back
 */
record RunDirectory(Path path, boolean borrowed) {

    private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);

    /** The kernel's limit for the path of a socket is 107 bytes; the socket's own name needs some of them. */
    private static final int MAX_PATH_BYTES = 90;

    /** The directory itself, or a short one of the machine's temporary directory when its path is too long. */
    static RunDirectory open(Path wanted) throws IOException {
        var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path directory = wanted.toAbsolutePath();
        if (directory.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            return new RunDirectory(Files.createTempDirectory("funcgraph-", onlyMe), true);
        }
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return new RunDirectory(directory, false);
    }

    /** After the last socket is closed: leaves nothing in the temporary directory. */
    void giveBack() {
        if (borrowed) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn("could not delete {}", path, e);
            }
        }
    }
}
