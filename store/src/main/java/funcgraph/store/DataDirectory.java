package funcgraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The directory that belongs to one server: its database, its code packages, its temporary files. While it is open no
 * other server can open it. The lock is the operating system's and ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {

    /** Closing any channel on a file gives up the process's lock on it, so one process must not try twice. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory when it is missing, readable by its owner alone, and locks it.
     *
     * @throws DataDirectoryInUse when another server has it
     * @throws UncheckedIOException when it cannot be made or written
     */
    public static DataDirectory open(Path directory) {
        try {
            var root = made(directory.toAbsolutePath().normalize());
            if (!OPEN_HERE.add(root)) {
                throw new DataDirectoryInUse(
                        root, Long.toString(ProcessHandle.current().pid()));
            }
            return locked(root);
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory " + directory + " cannot be used: " + e, e);
        }
    }

    public Path root() {
        return root;
    }

    /** SQLite's file. */
    public Path database() {
        return root.resolve("funcgraph.db");
    }

    /** SQLite's file of the logs of functions. */
    public Path logs() {
        return root.resolve("logs.db");
    }

    /** Where code packages lie. */
    public Path packages() {
        return root.resolve("packages");
    }

    /** For files that mean nothing after a restart; emptied when the directory is opened. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
            OPEN_HERE.remove(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path made(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return root.toRealPath();
    }

    private static DataDirectory locked(Path root) throws IOException {
        FileChannel lockFile = null;
        boolean usable = false;
        try {
            lockFile = lock(root);
            var directory = new DataDirectory(root, lockFile);
            Files.createDirectories(directory.packages());
            Files.createDirectories(directory.temporary());
            directory.emptyTemporary();
            usable = true;
            return directory;
        } finally {
            if (!usable) {
                if (lockFile != null) {
                    lockFile.close();
                }
                OPEN_HERE.remove(root);
            }
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        var channel = FileChannel.open(
                root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            if (tryLock(channel) == null) {
                throw new DataDirectoryInUse(root, holder(channel));
            }
            locked = true;
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The number that the holder wrote, for the message; anything else is not repeated. */
    private static String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(20);
        int length = channel.read(bytes, 0);
        var text = new String(bytes.array(), 0, Math.max(length, 0), StandardCharsets.US_ASCII);
        return text.chars().allMatch(Character::isDigit) ? text : "";
    }

    private void emptyTemporary() throws IOException {
        try (var files = Files.walk(temporary())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(temporary())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
