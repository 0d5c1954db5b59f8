package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives, good and hostile. */
public final class Zips {

    private static final int CENTRAL_ENTRY = 0x02014b50;
    private static final int MADE_BY_UNIX = 3 << 8 | 20;
    private static final int SYMBOLIC_LINK = 0120777;
    private static final int EXECUTABLE = 0100755;

    private Zips() {}

    public static byte[] of(String name, String text) {
        return of(Map.of(name, text.getBytes(UTF_8)));
    }

    public static byte[] of(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** An archive whose one entry is a symbolic link. */
    public static byte[] link(String name, String target) {
        return withModes(of(name, target), SYMBOLIC_LINK);
    }

    /** An archive whose one entry may be executed. */
    public static byte[] executable(String name, String text) {
        return withModes(of(name, text), EXECUTABLE);
    }

    /** An archive all of whose entries may be executed. */
    public static byte[] executable(Map<String, byte[]> files) {
        return withModes(of(files), EXECUTABLE);
    }

    private static byte[] withModes(byte[] archive, int mode) {
        var view = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < archive.length - 4; at++) {
            if (view.getInt(at) == CENTRAL_ENTRY) {
                view.putShort(at + 4, (short) MADE_BY_UNIX);
                view.putInt(at + 38, mode << 16);
            }
        }
        return archive;
    }

    /** Many zeros in few bytes. */
    public static byte[] bomb(int megabytes) {
        return of(Map.of("zeros", new byte[megabytes << 20]));
    }

    /** More entries than an archive may have. */
    public static byte[] crowd(int entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry("f" + i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
