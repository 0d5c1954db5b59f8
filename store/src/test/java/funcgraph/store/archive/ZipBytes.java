package funcgraph.store.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zip files byte by byte, wrong ones too: whatever a header says can be said differently. */
final class ZipBytes {

    static final int FILE = 0100644;
    static final int PROGRAM = 0100755;
    static final int DIRECTORY = 0040755;
    static final int SYMLINK = 0120777;

    /** An entry as it will be written; a test changes what it wants to be wrong. */
    static final class Part {
        byte[] name;
        byte[] localName;
        byte[] data;
        int flags = 1 << 11;
        int method = 8;
        int madeBy = 3 << 8 | 20;
        int mode = FILE;
        long crc;
        long localCrc;
        long size;
        long compressed;
        long headerAt = -1;
        byte[] extra = {};

        Part name(String text) {
            name = text.getBytes(StandardCharsets.UTF_8);
            localName = name;
            return this;
        }

        Part content(byte[] content) {
            var sum = new CRC32();
            sum.update(content);
            crc = sum.getValue();
            localCrc = crc;
            size = content.length;
            data = method == 8 ? deflated(content) : content;
            compressed = data.length;
            return this;
        }

        Part stored() {
            method = 0;
            return this;
        }

        Part mode(int unixMode) {
            mode = unixMode;
            return this;
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private byte[] before = {};
    private String comment = "";
    private int entriesSaid = -1;

    static Part file(String name, String content) {
        return new Part().name(name).content(content.getBytes(StandardCharsets.UTF_8));
    }

    static Part link(String name, String target) {
        return file(name, target).mode(SYMLINK);
    }

    static byte[] of(Part... parts) {
        var zip = new ZipBytes();
        zip.parts.addAll(List.of(parts));
        return zip.bytes();
    }

    ZipBytes with(Part part) {
        parts.add(part);
        return this;
    }

    ZipBytes behind(byte[] program) {
        before = program;
        return this;
    }

    ZipBytes comment(String text) {
        comment = text;
        return this;
    }

    ZipBytes sayingEntries(int number) {
        entriesSaid = number;
        return this;
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(before);
        for (var part : parts) {
            if (part.headerAt < 0) {
                part.headerAt = (long) out.size() - before.length;
            }
            out.writeBytes(local(part));
        }
        int begin = out.size();
        parts.forEach(part -> out.writeBytes(central(part)));
        int length = out.size() - begin;
        int entries = entriesSaid < 0 ? parts.size() : entriesSaid;
        out.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(length)
                .putInt(begin - before.length)
                .putShort((short) comment.length())
                .array());
        out.writeBytes(comment.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] local(Part part) {
        return little(30 + part.localName.length + part.data.length)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) part.flags)
                .putShort((short) part.method)
                .putInt(0)
                .putInt((int) part.localCrc)
                .putInt((int) part.compressed)
                .putInt((int) part.size)
                .putShort((short) part.localName.length)
                .putShort((short) 0)
                .put(part.localName)
                .put(part.data)
                .array();
    }

    private static byte[] central(Part part) {
        return little(46 + part.name.length + part.extra.length)
                .putInt(0x02014b50)
                .putShort((short) part.madeBy)
                .putShort((short) 20)
                .putShort((short) part.flags)
                .putShort((short) part.method)
                .putInt(0)
                .putInt((int) part.crc)
                .putInt((int) part.compressed)
                .putInt((int) part.size)
                .putShort((short) part.name.length)
                .putShort((short) part.extra.length)
                .putShort((short) 0)
                .putInt(0)
                .putShort((short) 0)
                .putShort((short) (part.mode & 0xffff))
                .putInt((int) part.headerAt)
                .put(part.name)
                .put(part.extra)
                .array();
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] deflated(byte[] content) {
        var deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }
}
