package funcgraph.domain;

import java.time.Instant;

/**
 * One version of a dependency: third-party software that functions share (functiongraph-api 2.6). It never changes, so
 * whoever uses it may keep all of it.
 *
 * @param id of this version; {@code dependencyId} is that of all versions together
 * @param projectId whose it is
 * @param version counts from 1
 * @param link where it was fetched from, {@code ""} when it came with the request
 * @param filename of the archive
 * @param etag MD5, 32 lower-case hex digits
 * @param digest SHA-512, 128 lower-case hex digits: its name in the package store
 */
public record DependencyVersion(
        String id,
        String dependencyId,
        String projectId,
        String name,
        RuntimeName runtime,
        int version,
        String description,
        String link,
        String filename,
        long sizeBytes,
        String etag,
        String digest,
        Instant createdAt) {}
