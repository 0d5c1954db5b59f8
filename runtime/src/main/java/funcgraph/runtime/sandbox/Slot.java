package funcgraph.runtime.sandbox;

import funcgraph.runtime.kernel.Kernel;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What a child sees at {@code /opt/function}: a directory of its own, in which its code appears when it is settled and
 * from which the door to the server vanishes at the same time. What is mounted on a folder of it goes when the folder
 * is deleted, in all mount spaces.
 */
final class Slot {

    /** Below the launcher's directory. */
    static final String FOLDER = "slots";

    private static final String CODE = "code";
    private static final String DOOR = "door";
    private static final String RESOLVER = ".resolv.conf";

    private final Path path;

    private Slot(Path path) {
        this.path = path;
    }

    static Slot make(Path directory, String name, Launch launch, MountSpace mounts) throws IOException {
        var slot = new Slot(directory.resolve(FOLDER).resolve(name));
        try {
            slot.furnish(launch, mounts);
            return slot;
        } catch (IOException | RuntimeException e) {
            slot.delete();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Where the child finds the door until it is settled. */
    static Path doorInside() {
        return BubblewrapCommand.FUNCTION.resolve(DOOR);
    }

    /** What {@code /etc/resolv.conf} is: it may change when the child is settled. */
    static Path resolverInside() {
        return BubblewrapCommand.FUNCTION.resolve(RESOLVER);
    }

    void resolver(String text) throws IOException {
        Path file = path.resolve(RESOLVER);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    static Path codeInside() {
        return BubblewrapCommand.FUNCTION.resolve(CODE);
    }

    private void furnish(Launch launch, MountSpace mounts) throws IOException {
        openToAll(Files.createDirectory(path));
        openToAll(Files.createDirectory(path.resolve(CODE)));
        for (Shown shown : launch.shown()) {
            if (shown.inside().startsWith(BubblewrapCommand.FUNCTION)) {
                makePlace(BubblewrapCommand.FUNCTION.relativize(shown.inside()), Files.isDirectory(shown.host()));
            }
        }
        if (launch.door().isPresent()) {
            hang(launch.door().get(), mounts);
        }
    }

    /** Mounting needs something to mount on. */
    private void makePlace(Path inside, boolean folder) throws IOException {
        Path at = path;
        for (Path part : inside) {
            at = at.resolve(part);
            boolean last = at.equals(path.resolve(inside));
            if (last && !folder) {
                Files.createFile(at);
            } else if (!Files.exists(at)) {
                openToAll(Files.createDirectory(at));
            }
        }
    }

    /** A link vanishes at once, which a mount does not; but it cannot lead to another file system. */
    private void hang(Path door, MountSpace mounts) throws IOException {
        Path place = path.resolve(DOOR);
        try {
            Files.createLink(place, door);
        } catch (FileSystemException otherFileSystem) {
            Files.createFile(place);
            mounts.show(door, place);
        }
    }

    void settle(Path code, MountSpace mounts) throws IOException {
        delete(path.resolve(DOOR));
        mounts.show(code, path.resolve(CODE));
    }

    void delete() {
        try {
            delete(path.resolve(CODE)); // first, because a thread that sees the code there must not walk into it
            deleteAll(path);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("could not delete " + path, e);
        }
    }

    static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                delete(file);
            }
        }
    }

    /**
     * A thread that was started by the {@link MountSpace}'s sees its mounts, and must take them away itself; for all
     * others they go with what they are mounted on.
     */
    private static void delete(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (FileSystemException busy) {
            Kernel.detach(file);
            Files.deleteIfExists(file);
        }
    }

    /** Whatever the server's umask: the child is another user. */
    private static void openToAll(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
