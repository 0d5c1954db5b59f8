package funcgraph.store.obs;

import java.time.Instant;
import java.util.List;

/**
 * A part of a bucket's list.
 *
 * @param objects in the order of their keys' UTF-8
 * @param more whether others follow
 */
public record ObjectPage(List<Listed> objects, boolean more) {

    /**
     * An object of the list.
     *
     * @param etag without quotes
     */
    public record Listed(String key, String etag, long sizeBytes, Instant modified) {}
}
