package funcgraph.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Code packages on disk, each under its SHA-512: equal content is stored once. A package gets its name only when it is
 * whole and synced, so a name that exists is good.
 *
 * <p>Between a {@code put} and the commit of the row that refers to it a package is nobody's; the grace time of
 * {@link #collect} covers that, and a {@code put} of content that is there already starts it anew.
 */
public final class PackageStore {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{128}");
    /** Names that are no digest: a package being written, and one being thrown away. */
    private static final String HALF = ".half";

    private static final String DOOMED = ".doomed";

    private final Path root;
    private final Clock clock;

    /** A store in {@code root}, which is made when it is missing. */
    public PackageStore(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
        try {
            DurableFiles.makeDirectory(root);
        } catch (IOException e) {
            throw new UncheckedIOException("the package store " + root + " cannot be made: " + e, e);
        }
    }

    /** Stores bytes. */
    public StoredPackage put(byte[] content) {
        return put(new ByteArrayInputStream(content));
    }

    /**
     * Stores what a stream gives, to its end. The stream is not closed.
     *
     * @throws UncheckedIOException when the stream or the disk fails; nothing is left behind
     */
    public StoredPackage put(InputStream content) {
        var half = root.resolve(UUID.randomUUID() + HALF);
        try {
            var sha512 = sha512();
            DurableFiles.write(new DigestInputStream(content, sha512), half);
            return settle(half, HexFormat.of().formatHex(sha512.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException("a package could not be stored: " + e, e);
        } finally {
            deleteQuietly(half);
        }
    }

    /** Stores a file of ours by taking it over: afterwards it is no longer where it was. */
    public StoredPackage adopt(Path file) {
        var half = root.resolve(UUID.randomUUID() + HALF);
        try {
            move(file, half);
            var sha512 = sha512();
            try (var content = new DigestInputStream(Files.newInputStream(half), sha512)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            DurableFiles.sync(half);
            return settle(half, HexFormat.of().formatHex(sha512.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException("a package could not be stored: " + e, e);
        } finally {
            deleteQuietly(half);
        }
    }

    /** The package's file, if it is here. */
    public Optional<Path> find(String digest) {
        return DIGEST.matcher(digest).matches() ? Optional.of(place(digest)).filter(Files::exists) : Optional.empty();
    }

    public boolean exists(String digest) {
        return find(digest).isPresent();
    }

    /**
     * Removes packages that nobody refers to and that were last put longer than {@code grace} ago, and what broken puts
     * left behind.
     *
     * @param referenced whether a digest is in use, as its code or as its dependency; asked per package
     * @param grace longer than any put takes to become a committed row
     * @return how many packages were removed
     */
    public int collect(Predicate<String> referenced, Duration grace) {
        var before = clock.instant().minus(grace);
        try {
            removeLeftovers(referenced, before);
            int removed = 0;
            for (var shard : children(root)) {
                if (Files.isDirectory(shard)) {
                    removed += collectShard(shard, referenced, before);
                }
            }
            return removed;
        } catch (IOException e) {
            throw new UncheckedIOException("packages could not be collected: " + e, e);
        }
    }

    private StoredPackage settle(Path half, String digest) throws IOException {
        var place = place(digest);
        long size = Files.size(half);
        if (!touched(place)) {
            DurableFiles.makeDirectory(parent(place));
            Files.setLastModifiedTime(half, FileTime.from(clock.instant()));
            Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
        }
        // Of a package that is here already too: whoever put it may not have come to this line yet.
        DurableFiles.syncDirectory(parent(place));
        return new StoredPackage(digest, size, place);
    }

    /** Starts the grace time of a package that is here already; false when it is not, or just went. */
    private boolean touched(Path place) throws IOException {
        try {
            Files.setLastModifiedTime(place, FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private int collectShard(Path shard, Predicate<String> referenced, Instant before) throws IOException {
        int removed = 0;
        for (var file : children(shard)) {
            var name = file.getFileName().toString();
            if (DIGEST.matcher(name).matches()
                    && isOlder(file, before)
                    && !referenced.test(name)
                    && removeUnlessTouched(file, before)) {
                removed++;
            }
        }
        return removed;
    }

    /**
     * Takes the package's name away first and looks at its time again: a put that touched it before that is seen here
     * and gets it back, one that comes later does not find it and stores its own. This holds between processes too.
     */
    private static boolean removeUnlessTouched(Path file, Instant before) throws IOException {
        var doomed = file.resolveSibling(file.getFileName() + DOOMED);
        Files.move(file, doomed, StandardCopyOption.ATOMIC_MOVE);
        if (isOlder(doomed, before)) {
            return Files.deleteIfExists(doomed);
        }
        Files.move(doomed, file, StandardCopyOption.ATOMIC_MOVE);
        return false;
    }

    private void removeLeftovers(Predicate<String> referenced, Instant before) throws IOException {
        for (var file : children(root)) {
            if (file.getFileName().toString().endsWith(HALF) && isOlder(file, before)) {
                Files.deleteIfExists(file);
            }
        }
        for (var shard : children(root)) {
            for (var file : Files.isDirectory(shard) ? children(shard) : List.<Path>of()) {
                if (file.getFileName().toString().endsWith(DOOMED)) {
                    endRemoval(file, referenced, before);
                }
            }
        }
    }

    /** Of a remover that was killed between its two steps. */
    private void endRemoval(Path doomed, Predicate<String> referenced, Instant before) throws IOException {
        var name = doomed.getFileName().toString();
        var digest = name.substring(0, name.length() - DOOMED.length());
        if (referenced.test(digest) && !exists(digest)) {
            Files.move(doomed, place(digest), StandardCopyOption.ATOMIC_MOVE);
        } else if (isOlder(doomed, before)) {
            Files.deleteIfExists(doomed);
        }
    }

    private static boolean isOlder(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Two digits of the name are a directory of their own, so that no directory gets too long. */
    private Path place(String digest) {
        return root.resolve(digest.substring(0, 2)).resolve(digest);
    }

    private static Path parent(Path place) {
        var parent = place.getParent();
        if (parent == null) {
            throw new IllegalStateException(place + " has no parent");
        }
        return parent;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    private static void deleteQuietly(Path half) {
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            // The next collection takes it.
        }
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }
}
