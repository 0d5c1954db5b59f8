package funcgraph.store.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;

/** Zip and jar files: whether one is sound, and its files on disk. */
public final class Archives {

    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int LONGEST_TARGET_BYTES = 4096;

    private final ArchiveLimits limits;

    public Archives(ArchiveLimits limits) {
        this.limits = limits;
    }

    /** Reads a whole archive in a file, and writes nothing. */
    public Inspection inspect(Path archive) {
        return mapped(archive, zip -> go(zip, new Paper()));
    }

    /** Reads a whole archive in memory, and writes nothing. */
    public Inspection inspect(byte[] archive) {
        try {
            return go(ByteBuffer.wrap(archive), new Paper());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Unpacks an archive into the new directory {@code target}, which appears whole or not at all. Executable files stay
     * executable, links stay links; owners and other modes are ours. Everybody may read the files, because the sandbox
     * reads them as another user.
     *
     * <p>A target that is there already is left as it is: somebody unpacked the same archive a moment earlier.
     */
    public Inspection unpack(Path archive, Path target) {
        var half = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".half");
        try {
            Files.createDirectories(half);
            Files.setPosixFilePermissions(half, EXECUTABLE);
            var inspection = mapped(archive, zip -> go(zip, new Disk(half)));
            if (inspection instanceof Inspection.Sound) {
                settle(half, target);
            }
            return inspection;
        } catch (IOException e) {
            throw new UncheckedIOException("an archive could not be unpacked: " + e, e);
        } finally {
            deleteTree(half);
        }
    }

    /**
     * Writes the archive {@code target}, which is {@code archive} with the file {@code content} in its root as
     * {@code name}. A file that had this name makes way.
     */
    public Inspection add(Path archive, String name, Path content, Path target) {
        return mapped(archive, zip -> {
            try {
                new ZipAddition(name, Files.readAllBytes(content)).write(zip, limits.entries(), target);
                return inspect(target);
            } catch (UnsoundArchive e) {
                return new Inspection.Unsound(String.valueOf(e.getMessage()));
            }
        });
    }

    /** Where entries go while an archive is read. */
    private sealed interface Target {
        void directory(Entry entry) throws IOException;

        OutputStream file(Entry entry) throws IOException;

        void link(Entry entry, String to) throws IOException;
    }

    /** Nowhere. */
    private record Paper() implements Target {
        @Override
        public void directory(Entry entry) {}

        @Override
        public OutputStream file(Entry entry) {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void link(Entry entry, String to) {}
    }

    /** Below a directory. */
    private record Disk(Path root) implements Target {
        @Override
        public void directory(Entry entry) throws IOException {
            makeDirectory(entry.path());
        }

        @Override
        public OutputStream file(Entry entry) throws IOException {
            var file = root.resolve(entry.path());
            makeDirectory(parent(entry.path()));
            var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(file, entry.executable() ? EXECUTABLE : READABLE);
            return out;
        }

        @Override
        public void link(Entry entry, String to) throws IOException {
            var link = root.resolve(entry.path());
            makeDirectory(parent(entry.path()));
            Files.createSymbolicLink(link, Path.of(to));
        }

        private void makeDirectory(String path) throws IOException {
            var directory = root.resolve(path);
            if (!Files.isDirectory(directory)) {
                makeDirectory(parent(path));
                Files.createDirectory(directory);
                Files.setPosixFilePermissions(directory, EXECUTABLE);
            }
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
        }
    }

    @FunctionalInterface
    private interface Reading {
        Inspection of(ByteBuffer zip) throws IOException;
    }

    private static Inspection mapped(Path archive, Reading reading) {
        try (var channel = FileChannel.open(archive, StandardOpenOption.READ);
                var arena = Arena.ofConfined()) {
            if (channel.size() > Integer.MAX_VALUE) {
                return new Inspection.Unsound("the archive is larger than " + Integer.MAX_VALUE + " bytes");
            }
            return reading.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                    .asByteBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException("an archive could not be read: " + e, e);
        }
    }

    private Inspection go(ByteBuffer zip, Target target) throws IOException {
        try {
            var directory = ZipDirectory.read(zip, limits.entries());
            var paths = new EntryPaths();
            for (var entry : directory.entries()) {
                paths.add(entry);
            }
            try (var data = new EntryData(zip, directory, limits)) {
                data.requireApart();
                for (var entry : directory.entries()) {
                    goThrough(entry, data, target);
                }
                return new Inspection.Sound(directory.entries().size(), data.total());
            }
        } catch (UnsoundArchive e) {
            return new Inspection.Unsound(String.valueOf(e.getMessage()));
        }
    }

    private static void goThrough(Entry entry, EntryData data, Target target) throws UnsoundArchive, IOException {
        switch (entry.kind()) {
            case DIRECTORY -> {
                data.read(entry, OutputStream.nullOutputStream());
                target.directory(entry);
            }
            case FILE -> {
                try (var out = target.file(entry)) {
                    data.read(entry, out);
                }
            }
            case SYMLINK -> {
                if (entry.sizeBytes() > LONGEST_TARGET_BYTES) {
                    throw UnsoundArchive.entry(entry.name(), "is a link with a target that is too long");
                }
                var to = new ByteArrayOutputStream();
                data.read(entry, to);
                var text = to.toString(StandardCharsets.UTF_8);
                EntryPaths.requireInside(entry, text);
                target.link(entry, text);
            }
        }
    }

    private static void settle(Path half, Path target) throws IOException {
        try {
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a half-unpacked archive could not be removed: " + e, e);
        }
    }
}
