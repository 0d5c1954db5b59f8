package funcgraph.domain;

import java.time.Instant;

/**
 * One state of a function: the head, which is what {@code latest} is now, or a version that was published of it.
 *
 * @param id of the function, opaque and never reused
 * @param revision the head's grows by one with each accepted change of config or code, from {@link #firstRevision} on; a
 *     version's stays what its publication made it. Workers belong to one
 * @param version {@link Qualifier#LATEST} for the head, else the version's name
 * @param versionDescription what was said when it was published; empty for the head
 * @param imageName the revision's public name, new on each change
 * @param createdAt millisecond precision
 * @param lastModified millisecond precision, when this revision was accepted
 */
public record Function(
        String id,
        FunctionKey key,
        long revision,
        String version,
        String versionDescription,
        FunctionConfig config,
        CodePackage code,
        String imageName,
        Instant createdAt,
        Instant lastModified) {

    public Function {
        if (revision < 1) {
            throw new IllegalArgumentException("revision " + revision + " of " + key);
        }
    }

    /** A head. */
    public Function(
            String id,
            FunctionKey key,
            long revision,
            FunctionConfig config,
            CodePackage code,
            String imageName,
            Instant createdAt,
            Instant lastModified) {
        this(id, key, revision, Qualifier.LATEST, "", config, code, imageName, createdAt, lastModified);
    }

    /**
     * The first revision of a new function: the time of its creation in milliseconds. A function that is deleted and
     * made again under its old name so never repeats a revision, and workers of the old one are never taken for its own.
     */
    public static long firstRevision(Instant now) {
        return Math.max(1, now.toEpochMilli());
    }

    /** The next revision, with other metadata or code. */
    public Function changed(FunctionConfig newConfig, CodePackage newCode, String newImageName, Instant now) {
        return new Function(id, key, revision + 1, newConfig, newCode, newImageName, createdAt, now);
    }

    /**
     * This head as a version. Mounts of disks are not taken along (functiongraph-api 1.7).
     *
     * @param publication the number of the publication it comes with; never the same for two versions of one name
     */
    public Function published(String name, String description, long publication, Instant now) {
        return new Function(id, key, publication, name, description, config.withoutMounts(), code, imageName, now, now);
    }

    /** Whether publishing this head would make the same version once more. */
    public boolean isPublishedAs(Function other) {
        return config.withoutMounts().equals(other.config) && code.equals(other.code);
    }
}
