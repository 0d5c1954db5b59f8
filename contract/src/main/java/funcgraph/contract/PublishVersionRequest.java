package funcgraph.contract;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST …/versions} (functiongraph-api 2.2). Null means absent.
 *
 * @param digest SHA-512 of the code that is meant, in hex
 */
public record PublishVersionRequest(
        @Nullable String version,
        @Nullable String description,
        @Nullable String digest) {}
