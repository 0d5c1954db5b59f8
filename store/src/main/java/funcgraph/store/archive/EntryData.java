package funcgraph.store.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the data of an archive's entries, one after the other, and counts. Each entry must be what the directory says
 * of it; the total must stay within the limits, and is counted as it comes out, whatever was declared.
 */
final class EntryData implements AutoCloseable {

    private static final int HEADER_SIGNATURE = 0x04034b50;
    private static final int HEADER_BYTES = 30;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ByteBuffer zip;
    private final ZipDirectory directory;
    private final ArchiveLimits limits;
    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private long total;

    EntryData(ByteBuffer archive, ZipDirectory directory, ArchiveLimits limits) {
        this.zip = archive.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.directory = directory;
        this.limits = limits;
    }

    /** Entries that share data make a small archive unpack to petabytes; no honest one has them. */
    void requireApart() throws UnsoundArchive {
        var byPlace = new ArrayList<>(directory.entries());
        byPlace.sort(Comparator.comparingLong(Entry::headerAt));
        long free = 0;
        for (var entry : byPlace) {
            if (entry.headerAt() < free) {
                throw UnsoundArchive.entry(entry.name(), "shares its data with another");
            }
            free = entry.headerAt() + HEADER_BYTES + entry.rawName().length + entry.compressedBytes();
        }
    }

    /** Unpacks one entry into {@code out}. */
    void read(Entry entry, OutputStream out) throws UnsoundArchive, IOException {
        var data = data(entry);
        var crc = new CRC32();
        long size = entry.method() == Entry.STORED ? copy(entry, data, crc, out) : inflate(entry, data, crc, out);
        if (size != entry.sizeBytes()) {
            throw UnsoundArchive.entry(entry.name(), "is shorter than the directory says");
        }
        if (crc.getValue() != entry.crc()) {
            throw UnsoundArchive.entry(entry.name(), "is damaged: its checksum is wrong");
        }
    }

    long total() {
        return total;
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** The compressed bytes, after comparing the header before them with the directory. */
    private ByteBuffer data(Entry entry) throws UnsoundArchive {
        long at = directory.base() + entry.headerAt();
        if (at < 0 || at + HEADER_BYTES > directory.dataEnd()) {
            throw UnsoundArchive.entry(entry.name(), "lies outside the archive");
        }
        var header = zip.slice((int) at, HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int nameBytes = ZipDirectory.unsigned(header.getShort(26));
        long begin = at + HEADER_BYTES + nameBytes + ZipDirectory.unsigned(header.getShort(28));
        long end = begin + entry.compressedBytes();
        if (header.getInt(0) != HEADER_SIGNATURE || end < begin || end > directory.dataEnd()) {
            throw UnsoundArchive.entry(entry.name(), "lies outside the archive");
        }
        requireAgreement(entry, header, at, nameBytes);
        return zip.slice((int) begin, (int) entry.compressedBytes());
    }

    private void requireAgreement(Entry entry, ByteBuffer header, long at, int nameBytes) throws UnsoundArchive {
        var name = new byte[nameBytes];
        zip.get((int) at + HEADER_BYTES, name);
        boolean agrees = Arrays.equals(name, entry.rawName())
                && ZipDirectory.unsigned(header.getShort(8)) == entry.method()
                && (entry.sizesFollowData()
                        || (agrees(header.getInt(14), entry.crc())
                                && agrees(header.getInt(18), entry.compressedBytes())
                                && agrees(header.getInt(22), entry.sizeBytes())));
        if (!agrees) {
            throw UnsoundArchive.entry(entry.name(), "differs between the archive's directory and its data");
        }
    }

    /** All ones stand for a number that is in a zip64 field. */
    private static boolean agrees(int written, long expected) {
        return ZipDirectory.unsigned(written) == expected || written == -1;
    }

    private long copy(Entry entry, ByteBuffer data, CRC32 crc, OutputStream out) throws UnsoundArchive, IOException {
        long size = data.remaining();
        if (size > entry.sizeBytes()) {
            throw UnsoundArchive.entry(entry.name(), "is longer than the directory says");
        }
        while (data.hasRemaining()) {
            int length = Math.min(data.remaining(), chunk.length);
            data.get(chunk, 0, length);
            take(entry, length, crc, out);
        }
        return size;
    }

    private long inflate(Entry entry, ByteBuffer data, CRC32 crc, OutputStream out) throws UnsoundArchive, IOException {
        inflater.reset();
        inflater.setInput(data);
        long size = 0;
        try {
            while (!inflater.finished()) {
                int length = inflater.inflate(chunk);
                if (length == 0 && !inflater.finished()) {
                    throw UnsoundArchive.entry(entry.name(), "is damaged: its data ends early");
                }
                size += length;
                if (size > entry.sizeBytes()) {
                    throw UnsoundArchive.entry(entry.name(), "is longer than the directory says");
                }
                take(entry, length, crc, out);
            }
        } catch (DataFormatException e) {
            throw UnsoundArchive.entry(entry.name(), "is damaged: it cannot be unpacked");
        }
        if (inflater.getRemaining() != 0) {
            throw UnsoundArchive.entry(entry.name(), "is longer in the archive than its data");
        }
        return size;
    }

    private void take(Entry entry, int length, CRC32 crc, OutputStream out) throws UnsoundArchive, IOException {
        total += length;
        if (total > limits.unpackedBytes()) {
            throw new UnsoundArchive("the archive unpacks to more than " + limits.unpackedBytes() + " bytes");
        }
        if (total > limits.ratioFreeBytes() && total / limits.ratio() > zip.limit()) {
            throw UnsoundArchive.entry(
                    entry.name(), "makes the archive unpack to more than " + limits.ratio() + " times its size");
        }
        crc.update(chunk, 0, length);
        out.write(chunk, 0, length);
    }
}
