package funcgraph.contract;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /fgs/dependencies/version} and of the older requests for one dependency (functiongraph-api 2.6).
 * Null means absent.
 *
 * @param dependFile base64 of a zip, for {@code depend_type} {@code zip}
 * @param dependLink URL of a zip in the object store, for {@code obs}
 */
public record DependencyRequest(
        @Nullable String name,
        @Nullable String runtime,
        @Nullable String dependType,
        @Nullable String dependLink,
        @Nullable String dependFile,
        @Nullable String description) {}
