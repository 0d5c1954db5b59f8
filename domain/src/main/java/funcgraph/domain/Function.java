package funcgraph.domain;

import java.time.Instant;

/**
 * The head of a function: what {@code latest} is now.
 *
 * @param id opaque and never reused
 * @param revision grows by one with each accepted change of config or code; from {@link #firstRevision} on. Workers belong to one
 * @param imageName the revision's public name, new on each change
 * @param createdAt millisecond precision
 * @param lastModified millisecond precision, when this revision was accepted
 */
public record Function(
        String id,
        FunctionKey key,
        long revision,
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
}
