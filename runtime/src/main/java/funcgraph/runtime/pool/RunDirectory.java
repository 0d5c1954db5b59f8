package funcgraph.runtime.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the sockets of workers lie: nobody else may knock there. */
final class RunDirectory {

    /** The kernel's limit for the path of a socket is 107 bytes; the socket's own name needs some of them. */
    private static final int MAX_PATH_BYTES = 90;

    private RunDirectory() {}

    /** The directory itself, or a short one of the machine's temporary directory when its path is too long. */
    static Path open(Path wanted) throws IOException {
        var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path directory = wanted.toAbsolutePath();
        if (directory.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            return Files.createTempDirectory("funcgraph-", onlyMe);
        }
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return directory;
    }
}
