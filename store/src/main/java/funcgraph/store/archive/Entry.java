package funcgraph.store.archive;

/**
 * One line of an archive's directory.
 *
 * @param path relative, {@code /} between its parts, without {@code .} and {@code ..}; {@code ""} is the root itself
 * @param name as written in the archive, for messages
 * @param rawName the same in the archive's bytes, to compare with the copy at the data
 * @param compressedBytes as declared
 * @param sizeBytes as declared
 * @param headerAt where its data's own header begins
 */
record Entry(
        String path,
        String name,
        byte[] rawName,
        Kind kind,
        boolean executable,
        int flags,
        int method,
        long crc,
        long compressedBytes,
        long sizeBytes,
        long headerAt) {

    enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK
    }

    static final int STORED = 0;
    static final int DEFLATED = 8;

    boolean sizesFollowData() {
        return (flags & 8) != 0;
    }
}
