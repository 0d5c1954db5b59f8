package funcgraph.server;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in a backup.
 *
 * @param format of the file, {@value #FORMAT}
 * @param takenAt RFC 3339, UTC
 * @param database false when the database is elsewhere
 * @param files by name: what must be there, and how
 */
record Manifest(int format, String takenAt, boolean database, Map<String, Entry> files) {

    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * A file.
     *
     * @param size bytes
     * @param sha256 in lower-case hex
     */
    record Entry(long size, String sha256) {}

    Manifest {
        files = new TreeMap<>(files);
    }

    byte[] json() {
        return MAPPER.writeValueAsBytes(this);
    }

    static Manifest read(byte[] json) throws IOException {
        try {
            var manifest = MAPPER.readValue(json, Manifest.class);
            if (manifest.format != FORMAT) {
                throw new IOException("its format is " + manifest.format + ", this release reads " + FORMAT);
            }
            return manifest;
        } catch (JacksonException e) {
            throw new IOException("its " + NAME + " cannot be read", e);
        }
    }

    long bytes() {
        return files.values().stream().mapToLong(Entry::size).sum();
    }
}
