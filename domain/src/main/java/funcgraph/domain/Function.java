package funcgraph.domain;

import java.time.Instant;

/**
 * The head of a function: what {@code latest} is now.
 *
 * @param id opaque and never reused
 * @param revision grows by one with each accepted change of config or code; first is 1. Workers belong to one revision
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

    /** The next revision, with other metadata or code. */
    public Function changed(FunctionConfig newConfig, CodePackage newCode, String newImageName, Instant now) {
        return new Function(id, key, revision + 1, newConfig, newCode, newImageName, createdAt, now);
    }
}
