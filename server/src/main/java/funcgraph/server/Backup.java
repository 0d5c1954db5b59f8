package funcgraph.server;

import funcgraph.store.SqliteCopy;
import funcgraph.store.StoreFailed;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what a server keeps into one file, while it runs: the database as it is at one moment, every code package that
 * it refers to, the credentials, and the logs of functions when they are wanted. What can be had again is left out: unpacked code, interpreters. The file is a zip,
 * readable by its owner alone, and its last entry is the {@link Manifest}.
 */
final class Backup {

    static final String DATABASE = "funcgraph.db";
    static final String LOGS = "logs.db";
    static final String PACKAGES = "packages";

    /** A package may go between the copy and its turn, when its function went; a second copy does not know it any more. */
    private static final int ATTEMPTS = 3;

    private final Path data;
    private final boolean withDatabase;
    private final boolean withLogs;
    private final Instant now;

    /**
     * @param withDatabase false when the database is PostgreSQL, which has tools of its own for that
     * @param withLogs whether to take what functions have printed, which may be more than all the rest
     */
    Backup(Path data, boolean withDatabase, boolean withLogs, Instant now) {
        this.data = data;
        this.withDatabase = withDatabase;
        this.withLogs = withLogs;
        this.now = now;
    }

    /**
     * Writes the file, which appears whole or not at all.
     *
     * @throws StartFailed with a message for the user
     */
    Manifest to(Path file) {
        if (!Files.isRegularFile(data.resolve(Credentials.FILE))) {
            throw new StartFailed(data + " is no data directory: it has no " + Credentials.FILE);
        }
        if (withDatabase && !Files.isRegularFile(data.resolve(DATABASE))) {
            throw new StartFailed(
                    data + " has no " + DATABASE + "; is the database elsewhere? Then name it, as for serve");
        }
        if (Files.exists(file)) {
            throw new StartFailed(file + " is there already; name a new file");
        }
        var target = file.toAbsolutePath();
        var half = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID());
        try {
            try {
                var logs = logs(half);
                var manifest = withDatabase ? writeConsistent(half, logs) : write(half, allPackages(), logs);
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
                return manifest;
            } finally {
                Files.deleteIfExists(half);
                Files.deleteIfExists(copyOfLogs(half));
            }
        } catch (IOException | UncheckedIOException | StoreFailed e) {
            throw new StartFailed("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Lines of calls that end while the backup is taken are in it or not; nothing else refers to them. */
    private Map<String, Path> logs(Path half) {
        var database = data.resolve(LOGS);
        if (!withLogs || !Files.isRegularFile(database)) {
            return Map.of();
        }
        SqliteCopy.write(database, copyOfLogs(half));
        return Map.of(LOGS, copyOfLogs(half));
    }

    private static Path copyOfLogs(Path half) {
        return half.resolveSibling(half.getFileName() + ".logs");
    }

    private Manifest writeConsistent(Path half, Map<String, Path> logs) throws IOException {
        var copy = half.resolveSibling(half.getFileName() + ".db");
        for (int attempt = 1; ; attempt++) {
            try {
                var taken = SqliteCopy.of(data.resolve(DATABASE), copy);
                var files = new TreeMap<String, Path>(Map.of(DATABASE, copy));
                taken.packages().forEach(digest -> files.put(name(digest), data.resolve(name(digest))));
                return write(half, files, logs);
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("the database refers to a package that is not there: " + e.getMessage(), e);
                }
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static String name(String digest) {
        return PACKAGES + "/" + digest.substring(0, 2) + "/" + digest;
    }

    /** Which of them the database refers to is known in the database only. */
    private Map<String, Path> allPackages() throws IOException {
        var files = new TreeMap<String, Path>();
        try (Stream<Path> tree = Files.walk(data.resolve(PACKAGES), 2)) {
            tree.filter(file -> file.getFileName().toString().matches("[0-9a-f]{128}"))
                    .forEach(file -> files.put(data.relativize(file).toString(), file));
        }
        return files;
    }

    private Manifest write(Path half, Map<String, Path> files, Map<String, Path> logs) throws IOException {
        var all = new TreeMap<>(files);
        all.putAll(logs);
        all.put(Credentials.FILE, data.resolve(Credentials.FILE));
        var entries = new TreeMap<String, Manifest.Entry>();
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(half, StandardOpenOption.WRITE);
                var zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
            // Most of it is archives, which no effort makes smaller.
            zip.setLevel(Deflater.BEST_SPEED);
            for (var file : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                entries.put(file.getKey(), copied(file.getValue(), zip));
                zip.closeEntry();
            }
            var manifest = new Manifest(Manifest.FORMAT, now.toString(), withDatabase, entries);
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(manifest.json());
            zip.closeEntry();
            zip.finish();
            channel.force(true);
            return manifest;
        }
    }

    private static Manifest.Entry copied(Path from, OutputStream to) throws IOException {
        var sha256 = sha256();
        try (var in = Files.newInputStream(from);
                var out = new DigestOutputStream(new Unclosed(to), sha256)) {
            long size = in.transferTo(out);
            return new Manifest.Entry(size, HexFormat.of().formatHex(sha256.digest()));
        }
    }

    /** An entry's end is not the archive's. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {}
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
