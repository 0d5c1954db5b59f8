package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is done with trees of files while a runtime is laid out. */
final class Trees {

    private Trees() {}

    /** Moves what is in {@code from} into {@code to}, folder by folder, over what is there. */
    static void merge(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to);
        for (Path entry : entries(from)) {
            Path place = to.resolve(from.relativize(entry));
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(place)) {
                merge(entry, place);
            } else {
                Files.move(entry, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /** Does nothing when there is none. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Puts a copy of the file in the place of each link that leads out of {@code home}: to an absolute path, which is
     * looked up in {@code root}, where the packages were unpacked, or beside {@code home}, which is not moved with it. A
     * link to what is not there stays: it may be of the machine, as certificates are.
     */
    static void ownWhatLinksLeadTo(Path home, Path root) throws IOException {
        List<Path> links;
        try (Stream<Path> files = Files.walk(home)) {
            links = files.filter(Files::isSymbolicLink).toList();
        }
        for (Path link : links) {
            Path named = Files.readSymbolicLink(link);
            Path target = named.isAbsolute()
                    ? root.resolve(Path.of("/").relativize(named))
                    : link.resolveSibling(named).normalize();
            if (!target.startsWith(home) && Files.isRegularFile(target)) {
                Files.copy(target, link, StandardCopyOption.REPLACE_EXISTING);
            } else if (!target.startsWith(home) && Files.isDirectory(target)) {
                Files.delete(link);
                copy(target, link);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path place = to.resolve(from.relativize(file));
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createLink(place, file);
                } else {
                    Files.copy(file, place, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    /** Functions run as another user, whatever the umask and the archive say. */
    static void openToAll(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(it -> !Files.isSymbolicLink(it)).toList()) {
                Set<PosixFilePermission> now = Files.getPosixFilePermissions(file);
                var wanted = new HashSet<>(now);
                wanted.addAll(PosixFilePermissions.fromString("r--r--r--"));
                if (Files.isDirectory(file) || now.contains(PosixFilePermission.OWNER_EXECUTE)) {
                    wanted.addAll(PosixFilePermissions.fromString("--x--x--x"));
                }
                wanted.remove(PosixFilePermission.GROUP_WRITE);
                wanted.remove(PosixFilePermission.OTHERS_WRITE);
                if (!wanted.equals(now)) {
                    Files.setPosixFilePermissions(file, wanted);
                }
            }
        }
    }

    /** A program that is a script of {@code /bin/sh}. */
    static void script(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
