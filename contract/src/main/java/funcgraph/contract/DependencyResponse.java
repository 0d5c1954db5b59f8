package funcgraph.contract;

/**
 * A dependency's version (functiongraph-api 2.6).
 *
 * @param id of the version; in the list of dependencies that of the dependency
 * @param owner the domain's id
 * @param link where it was fetched from, empty when it was uploaded
 * @param etag MD5 of the archive
 * @param size bytes
 * @param lastModified seconds since 1970, unlike a function's
 * @param isShared whether all projects may use it
 */
public record DependencyResponse(
        String id,
        String depId,
        String owner,
        String link,
        String runtime,
        String etag,
        long size,
        String name,
        String description,
        String fileName,
        int version,
        long lastModified,
        boolean isShared) {}
