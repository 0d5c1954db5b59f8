package funcgraph.store.obs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What came of fetching an object. */
public sealed interface ObjectFetch {

    /**
     * The object, whole, in a temporary file that goes when this is closed, unless somebody has taken it over.
     *
     * @param filename the last part of the object's key
     */
    record Fetched(Path file, long sizeBytes, String filename) implements ObjectFetch, AutoCloseable {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The address is not one that may be asked; nobody was. {@code why} is ready to be shown as what is allowed. */
    record NotAllowed(String why) implements ObjectFetch {}
}
