package funcgraph.store.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A sound archive with one file more, or another one of that name. All other entries stay as they are, to the byte,
 * which Java's own writer does not promise: links and executable files would become plain ones.
 */
final class ZipAddition {

    private static final int HEADER_SIGNATURE = 0x04034b50;
    private static final int HEADER_BYTES = 30;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final short VERSION = 20;
    private static final short MADE_ON_UNIX = 3 << 8 | VERSION;
    /** 1980-01-01: the time must not decide whether two archives are equal. */
    private static final short EARLIEST_DATE = 1 << 5 | 1;

    private static final int READABLE_FILE = 0100644 << 16;
    private static final int MOST_ENTRIES = 0xfffe;

    private final byte[] name;
    private final byte[] data;
    private final int sizeBytes;
    private final int crc;

    /** @param name plain ASCII, in the archive's root */
    ZipAddition(String name, byte[] content) throws IOException {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
        this.sizeBytes = content.length;
        var checksum = new CRC32();
        checksum.update(content);
        this.crc = (int) checksum.getValue();
        this.data = deflated(content);
    }

    private static byte[] deflated(byte[] content) throws IOException {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        var bytes = new ByteArrayOutputStream(content.length / 2);
        try (var out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(content);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** Writes the new archive to {@code target}, which does not exist yet. */
    void write(ByteBuffer archive, int mostEntries, Path target) throws UnsoundArchive, IOException {
        var directory = ZipDirectory.read(archive, mostEntries);
        var records = new ByteArrayOutputStream();
        int kept = keep(archive.duplicate().order(ByteOrder.LITTLE_ENDIAN), (int) directory.dataEnd(), records);
        if (kept >= MOST_ENTRIES) {
            throw new UnsoundArchive("the archive has " + kept + " entries; allowed: fewer than " + MOST_ENTRIES);
        }
        int dataEnd = (int) dataEnd(directory);
        int at = (int) (dataEnd - directory.base());
        records.writeBytes(record(at));
        try (var out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(out, archive.slice(0, dataEnd));
            writeAll(out, header());
            writeAll(out, ByteBuffer.wrap(data));
            int begin = at + HEADER_BYTES + name.length + data.length;
            writeAll(out, ByteBuffer.wrap(records.toByteArray()));
            writeAll(out, end(kept + 1, records.size(), begin));
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    /** An older file of our name is cut off where it is the last, else every new version would make the archive longer. */
    private long dataEnd(ZipDirectory directory) {
        long last =
                directory.entries().stream().mapToLong(Entry::headerAt).max().orElse(0);
        return directory.entries().stream()
                .filter(entry -> entry.headerAt() == last && Arrays.equals(entry.rawName(), name))
                .mapToLong(entry -> directory.base() + last)
                .findFirst()
                .orElse(directory.dataEnd());
    }

    /** Copies the directory's records, without one that has our name. */
    private int keep(ByteBuffer zip, int from, ByteArrayOutputStream into) {
        int kept = 0;
        int at = from;
        while (at + ENTRY_BYTES <= zip.limit() && zip.getInt(at) == ENTRY_SIGNATURE) {
            var recordName = new byte[ZipDirectory.unsigned(zip.getShort(at + 28))];
            zip.get(at + ENTRY_BYTES, recordName);
            int length = ENTRY_BYTES
                    + recordName.length
                    + ZipDirectory.unsigned(zip.getShort(at + 30))
                    + ZipDirectory.unsigned(zip.getShort(at + 32));
            if (!Arrays.equals(recordName, name)) {
                var record = new byte[length];
                zip.get(at, record);
                into.writeBytes(record);
                kept++;
            }
            at += length;
        }
        return kept;
    }

    private ByteBuffer header() {
        var header = little(HEADER_BYTES + name.length).putInt(HEADER_SIGNATURE).putShort(VERSION);
        return described(header).putShort((short) 0).put(name).flip();
    }

    private byte[] record(int headerAt) {
        var record = little(ENTRY_BYTES + name.length)
                .putInt(ENTRY_SIGNATURE)
                .putShort(MADE_ON_UNIX)
                .putShort(VERSION);
        return described(record)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(READABLE_FILE)
                .putInt(headerAt)
                .put(name)
                .array();
    }

    /** Flags to name length, which header and record have in common. */
    private ByteBuffer described(ByteBuffer into) {
        return into.putShort((short) 0)
                .putShort((short) Entry.DEFLATED)
                .putShort((short) 0)
                .putShort(EARLIEST_DATE)
                .putInt(crc)
                .putInt(data.length)
                .putInt(sizeBytes)
                .putShort((short) name.length);
    }

    private static ByteBuffer end(int entries, int directoryBytes, int directoryAt) {
        return little(END_BYTES)
                .putInt(END_SIGNATURE)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(directoryBytes)
                .putInt(directoryAt)
                .putShort((short) 0)
                .flip();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
