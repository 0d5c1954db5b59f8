package funcgraph.store;

import java.nio.file.Path;

/**
 * A package that is on disk for good, or until nobody refers to it.
 *
 * @param digest SHA-512, 128 lower-case hex digits: the API's {@code digest}
 * @param sizeBytes as stored
 * @param file to be read only
 */
public record StoredPackage(String digest, long sizeBytes, Path file) {}
