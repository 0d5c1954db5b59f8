package funcgraph.store.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An archive's directory, which stands at its end (PKWARE APPNOTE 4.3.12 to 4.3.16, zip64 included). Java's own reader
 * does not say which entries are links or executable, and corrects what it should refuse.
 *
 * @param entries in the directory's order
 * @param base how many bytes stand before the archive: a self-extracting one begins with a program
 * @param dataEnd where the directory begins and data must have ended
 */
record ZipDirectory(List<Entry> entries, long base, long dataEnd) {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int ZIP64_FIELD = 1;
    private static final int UTF8_FLAG = 1 << 11;
    private static final int ENCRYPTED_FLAGS = 1 | 1 << 6 | 1 << 13;
    private static final int MADE_ON_UNIX = 3;
    private static final int MADE_ON_MAC = 19;

    /** The end record, with zip64's larger numbers where it has them. */
    private record End(long at, long entries, long directoryBytes, long directoryAt) {}

    static ZipDirectory read(ByteBuffer archive, int mostEntries) throws UnsoundArchive {
        var zip = archive.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        var end = end(zip);
        if (end.entries() == 0) {
            throw new UnsoundArchive("the archive is empty");
        }
        if (end.entries() < 0 || end.entries() > mostEntries) {
            throw new UnsoundArchive("the archive has " + Long.toUnsignedString(end.entries())
                    + " entries; allowed: at most " + mostEntries);
        }
        long begin = end.at() - end.directoryBytes();
        long base = begin - end.directoryAt();
        if (end.directoryBytes() < 0 || end.directoryAt() < 0 || begin < 0 || base < 0) {
            throw new UnsoundArchive("the archive's directory lies outside it");
        }
        var directory = zip.slice((int) begin, (int) end.directoryBytes()).order(ByteOrder.LITTLE_ENDIAN);
        var entries = new ArrayList<Entry>();
        while (directory.hasRemaining()) {
            if (entries.size() == end.entries()) {
                throw new UnsoundArchive("the archive's directory is longer than it says");
            }
            entries.add(entry(directory));
        }
        if (entries.size() != end.entries()) {
            throw new UnsoundArchive("the archive's directory is shorter than it says");
        }
        return new ZipDirectory(List.copyOf(entries), base, begin);
    }

    /** Looks for the end record from behind; its comment must reach exactly to the file's end. */
    private static End end(ByteBuffer zip) throws UnsoundArchive {
        int last = zip.limit() - END_BYTES;
        for (int at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
            if (zip.getInt(at) == END_SIGNATURE && at + END_BYTES + unsigned(zip.getShort(at + 20)) == zip.limit()) {
                return endAt(zip, at);
            }
        }
        throw new UnsoundArchive("it is not a zip file, or its end is missing");
    }

    private static End endAt(ByteBuffer zip, int at) throws UnsoundArchive {
        int entries = unsigned(zip.getShort(at + 10));
        long bytes = unsigned(zip.getInt(at + 12));
        long begin = unsigned(zip.getInt(at + 16));
        int locator = at - LOCATOR_BYTES;
        if (locator >= 0 && zip.getInt(locator) == LOCATOR_SIGNATURE) {
            return end64(zip, locator);
        }
        if (zip.getShort(at + 4) != 0 || zip.getShort(at + 6) != 0 || unsigned(zip.getShort(at + 8)) != entries) {
            throw new UnsoundArchive("the archive is one part of several");
        }
        return new End(at, entries, bytes, begin);
    }

    private static End end64(ByteBuffer zip, int locator) throws UnsoundArchive {
        int at = locator - END64_BYTES;
        if (at < 0 || zip.getInt(at) != END64_SIGNATURE || zip.getLong(at + 4) != END64_BYTES - 12) {
            throw new UnsoundArchive("the archive's zip64 end record is missing");
        }
        if (zip.getInt(at + 16) != 0 || zip.getInt(at + 20) != 0 || zip.getLong(at + 24) != zip.getLong(at + 32)) {
            throw new UnsoundArchive("the archive is one part of several");
        }
        return new End(at, zip.getLong(at + 32), zip.getLong(at + 40), zip.getLong(at + 48));
    }

    private static Entry entry(ByteBuffer directory) throws UnsoundArchive {
        if (directory.remaining() < ENTRY_BYTES || directory.getInt(directory.position()) != ENTRY_SIGNATURE) {
            throw new UnsoundArchive("the archive's directory is damaged");
        }
        var fixed = directory.slice(directory.position(), ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int nameBytes = unsigned(fixed.getShort(28));
        int extraBytes = unsigned(fixed.getShort(30));
        int commentBytes = unsigned(fixed.getShort(32));
        if (directory.remaining() < ENTRY_BYTES + nameBytes + extraBytes + commentBytes) {
            throw new UnsoundArchive("the archive's directory is damaged");
        }
        var rawName = new byte[nameBytes];
        directory.get(directory.position() + ENTRY_BYTES, rawName);
        var extra = directory
                .slice(directory.position() + ENTRY_BYTES + nameBytes, extraBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
        directory.position(directory.position() + ENTRY_BYTES + nameBytes + extraBytes + commentBytes);
        return entry(fixed, rawName, extra);
    }

    private static Entry entry(ByteBuffer fixed, byte[] rawName, ByteBuffer extra) throws UnsoundArchive {
        int flags = unsigned(fixed.getShort(8));
        int method = unsigned(fixed.getShort(10));
        var name = name(rawName, (flags & UTF8_FLAG) != 0);
        if ((flags & ENCRYPTED_FLAGS) != 0) {
            throw UnsoundArchive.entry(name, "is encrypted");
        }
        if (method != Entry.STORED && method != Entry.DEFLATED) {
            throw UnsoundArchive.entry(name, "is compressed by method " + method + "; allowed: stored or deflated");
        }
        long size = unsigned(fixed.getInt(24));
        long compressed = unsigned(fixed.getInt(20));
        long headerAt = unsigned(fixed.getInt(42));
        var zip64 = zip64Field(extra, name);
        size = size == 0xffffffffL ? next(zip64, name) : size;
        compressed = compressed == 0xffffffffL ? next(zip64, name) : compressed;
        headerAt = headerAt == 0xffffffffL ? next(zip64, name) : headerAt;
        int host = unsigned(fixed.getShort(4)) >>> 8;
        int mode = host == MADE_ON_UNIX || host == MADE_ON_MAC ? fixed.getInt(38) >>> 16 : 0;
        return new Entry(
                EntryPaths.plain(name),
                name,
                rawName,
                kind(name, mode),
                (mode & 0111) != 0,
                flags,
                method,
                unsigned(fixed.getInt(16)),
                compressed,
                size,
                headerAt);
    }

    private static Entry.Kind kind(String name, int mode) throws UnsoundArchive {
        return switch (mode & 0170000) {
            case 0120000 -> Entry.Kind.SYMLINK;
            case 0, 0100000, 0040000 -> name.endsWith("/") ? Entry.Kind.DIRECTORY : Entry.Kind.FILE;
            default -> throw UnsoundArchive.entry(name, "is neither a file, a directory nor a link");
        };
    }

    private static ByteBuffer zip64Field(ByteBuffer extra, String name) throws UnsoundArchive {
        while (extra.remaining() >= 4) {
            int id = unsigned(extra.getShort());
            int length = unsigned(extra.getShort());
            if (length > extra.remaining()) {
                throw UnsoundArchive.entry(name, "has a damaged extra field");
            }
            if (id == ZIP64_FIELD) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long next(ByteBuffer zip64, String name) throws UnsoundArchive {
        if (zip64.remaining() < 8 || zip64.getLong(zip64.position()) < 0) {
            throw UnsoundArchive.entry(name, "has a damaged zip64 field");
        }
        return zip64.getLong();
    }

    /** UTF-8 where the archive says so, and where it happens to be; the old DOS alphabet otherwise. */
    private static String name(byte[] raw, boolean declaredUtf8) throws UnsoundArchive {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            if (declaredUtf8) {
                throw new UnsoundArchive("an entry's name is not UTF-8, though it says so");
            }
            return new String(raw, Charset.forName("IBM437"));
        }
    }

    static int unsigned(short number) {
        return Short.toUnsignedInt(number);
    }

    static long unsigned(int number) {
        return Integer.toUnsignedLong(number);
    }
}
