package funcgraph.cli.project;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip that is the same whenever the files are: in the order of their names, with one time for all, and of each file's
 * mode only whether it can be executed. So its digest says whether there is anything to deploy.
 */
final class CodeArchive {

    private static final LocalDateTime ONE_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final int MAX_FILES = 30_000;
    private static final long MAX_BYTES = 500L * 1024 * 1024;

    private static final int PLAIN = 0100644;
    private static final int EXECUTABLE = 0100755;

    /** Offsets in a zip's directory, from its specification. */
    private static final int ENTRY = 0x02014b50;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;
    private static final int UNIX = 3;

    private final Path root;
    private final Ignored ignored;
    private final Map<String, Path> files = new TreeMap<>();

    private CodeArchive(Path root, Ignored ignored) {
        this.root = root;
        this.ignored = ignored;
    }

    /** @throws Misread when there is nothing to pack, or too much */
    static byte[] of(Path root, Ignored ignored) {
        var archive = new CodeArchive(root, ignored);
        try {
            if (Files.isRegularFile(root)) {
                archive.files.put(String.valueOf(root.getFileName()), root);
            } else if (Files.isDirectory(root)) {
                archive.find(root, "");
            } else {
                throw new Misread("there is no code at " + root + "; build it first, or say where it is (code:)");
            }
            if (archive.files.isEmpty()) {
                throw new Misread("there are no files in " + root + " that are not ignored");
            }
            return withModes(archive.packed(), archive.files);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the code in " + root + ": " + e, e);
        }
    }

    private void find(Path folder, String prefix) throws IOException {
        try (var entries = Files.list(folder)) {
            for (var each : entries.sorted().toList()) {
                var name = prefix + each.getFileName();
                boolean isFolder = Files.isDirectory(each);
                if (ignored.leavesOut(name, isFolder)) {
                    continue;
                }
                if (isFolder) {
                    requireNoLoop(folder, each);
                    find(each, name + "/");
                } else if (Files.isRegularFile(each)) {
                    add(name, each);
                }
            }
        }
    }

    private static void requireNoLoop(Path folder, Path below) throws IOException {
        if (Files.isSymbolicLink(below) && folder.toRealPath().startsWith(below.toRealPath())) {
            throw new Misread(below + " is a link to a folder that it lies in: leave it out (ignore:)");
        }
    }

    private void add(String name, Path file) {
        files.put(name, file);
        if (files.size() > MAX_FILES) {
            throw new Misread("more than " + MAX_FILES + " files below " + root + ": leave some out (ignore:)");
        }
    }

    private byte[] packed() throws IOException {
        var bytes = new ByteArrayOutputStream();
        long total = 0;
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.DEFAULT_COMPRESSION);
            for (var file : files.entrySet()) {
                total += Files.size(file.getValue());
                if (total > MAX_BYTES) {
                    throw new Misread("the files below " + root + " have more than " + MAX_BYTES / 1024 / 1024
                            + " MB: leave some out (ignore:)");
                }
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(ONE_TIME);
                zip.putNextEntry(entry);
                Files.copy(file.getValue(), zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Writes the modes into the zip's directory, where the JDK's writer leaves them out. */
    private static byte[] withModes(byte[] zip, Map<String, Path> files) {
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - END_BYTES;
        if (bytes.getInt(end) != END) {
            throw new IllegalStateException("a zip without a comment ends with its end record");
        }
        int at = bytes.getInt(end + 16);
        while (at < end && bytes.getInt(at) == ENTRY) {
            int nameLength = Short.toUnsignedInt(bytes.getShort(at + 28));
            var name = new String(zip, at + ENTRY_BYTES, nameLength, StandardCharsets.UTF_8);
            var file = files.get(name);
            bytes.put(at + 5, (byte) UNIX);
            bytes.putInt(at + 38, (file != null && Files.isExecutable(file) ? EXECUTABLE : PLAIN) << 16);
            at += ENTRY_BYTES
                    + nameLength
                    + Short.toUnsignedInt(bytes.getShort(at + 30))
                    + Short.toUnsignedInt(bytes.getShort(at + 32));
        }
        return zip;
    }
}
