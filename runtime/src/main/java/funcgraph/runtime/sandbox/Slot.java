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
import java.util.LinkedHashSet;
import java.util.Set;
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
    private final MountSpace mounts;
    // Behind this: what comes must not come while all goes.
    private final Set<Path> mounted = new LinkedHashSet<>();
    private boolean gone;

    private Slot(Path path, MountSpace mounts) {
        this.path = path;
        this.mounts = mounts;
    }

    static Slot make(Path directory, String name, MountSpace mounts) throws IOException {
        var slot = new Slot(directory.resolve(FOLDER).resolve(name), mounts);
        try {
            openToAll(Files.createDirectory(slot.path));
            openToAll(Files.createDirectory(slot.path.resolve(CODE)));
            return slot;
        } catch (IOException | RuntimeException e) {
            slot.delete();
            throw e;
        }
    }

    /** What of it lies in a slot; the rest has to be there from a sandbox's start. */
    static boolean isInside(Shown shown) {
        return shown.inside().startsWith(BubblewrapCommand.FUNCTION);
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

    synchronized void resolver(String text) throws IOException {
        checkThere();
        Path file = path.resolve(RESOLVER);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    static Path codeInside() {
        return BubblewrapCommand.FUNCTION.resolve(CODE);
    }

    /** Makes places for what a launch shows there, and hangs the door. */
    synchronized void furnish(Launch launch) throws IOException {
        checkThere();
        for (Shown shown : launch.shown()) {
            if (isInside(shown)) {
                makePlace(BubblewrapCommand.FUNCTION.relativize(shown.inside()), Files.isDirectory(shown.host()));
            }
        }
        if (launch.door().isPresent()) {
            hang(launch.door().get());
        }
    }

    /** Shows it in its place to a child that runs already; to one that is started later, bubblewrap does. */
    synchronized void show(Shown shown) throws IOException {
        checkThere();
        show(shown.host(), path.resolve(BubblewrapCommand.FUNCTION.relativize(shown.inside())));
    }

    private void checkThere() throws IOException {
        if (gone) {
            throw new IOException("the sandbox is gone");
        }
    }

    private void show(Path host, Path place) throws IOException {
        mounted.add(place);
        mounts.show(host, place);
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
    private void hang(Path door) throws IOException {
        Path place = path.resolve(DOOR);
        try {
            Files.createLink(place, door);
        } catch (FileSystemException otherFileSystem) {
            Files.createFile(place);
            show(door, place);
        }
    }

    synchronized void settle(Path code) throws IOException {
        checkThere();
        delete(path.resolve(DOOR));
        show(code, path.resolve(CODE));
    }

    synchronized void delete() {
        gone = true;
        try {
            for (Path place : mounted) {
                delete(place); // first, because a thread that sees the mounts must not walk into them
            }
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
