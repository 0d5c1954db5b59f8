package funcgraph.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Makes a data directory of a {@link Backup}: everything is laid out and checked beside it, and then renamed. */
final class Restore {

    /** What a backup may hold; a name that is none of these is no way out of the directory. */
    private static final Pattern NAMES = Pattern.compile(Pattern.quote(Backup.DATABASE) + "|"
            + Pattern.quote(Backup.LOGS) + "|"
            + Pattern.quote(Credentials.FILE) + "|" + Backup.PACKAGES + "/[0-9a-f]{2}/[0-9a-f]{128}");

    private Restore() {}

    /**
     * Restores into a directory that is empty or not there.
     *
     * @throws StartFailed with a message for the user; the directory is then as it was
     */
    static Manifest into(Path directory, Path file) {
        var target = directory.toAbsolutePath().normalize();
        try {
            requireEmpty(target);
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            var half = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID());
            try {
                var manifest = layOut(file, half);
                Files.deleteIfExists(target);
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
                return manifest;
            } finally {
                remove(half);
            }
        } catch (IOException e) {
            throw new StartFailed("cannot restore " + file + ": " + e.getMessage(), e);
        }
    }

    private static void requireEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        try (var inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw new StartFailed(target + " is not empty; restore into a directory of its own");
            }
        }
    }

    private static Manifest layOut(Path file, Path half) throws IOException {
        Files.createDirectory(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var zip = new ZipFile(file.toFile())) {
            var manifest = Manifest.read(content(zip, Manifest.NAME));
            for (var entry : manifest.files().entrySet()) {
                if (!NAMES.matcher(entry.getKey()).matches()) {
                    throw new IOException("it names '" + entry.getKey() + "', which no backup holds");
                }
                copy(zip, entry.getKey(), entry.getValue(), half.resolve(entry.getKey()));
            }
            return manifest;
        }
    }

    private static byte[] content(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no " + name);
        }
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static void copy(ZipFile zip, String name, Manifest.Entry wanted, Path to) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no " + name);
        }
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.createFile(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var sha256 = Backup.sha256();
        long size;
        try (var in = new DigestInputStream(zip.getInputStream(entry), sha256);
                OutputStream out = Files.newOutputStream(to)) {
            size = in.transferTo(out);
        }
        if (size != wanted.size() || !HexFormat.of().formatHex(sha256.digest()).equals(wanted.sha256())) {
            throw new IOException(name + " is damaged: it is not what the manifest says");
        }
        try (var channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void remove(Path half) throws IOException {
        if (Files.exists(half)) {
            try (Stream<Path> tree = Files.walk(half)) {
                for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
