package funcgraph.domain.log;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are wanted.
 *
 * @param to itself left out
 * @param user by name or id
 * @param resource the resource, or what stands above it: a function's URN finds what was done to its versions
 * @param before the place before which to go on; the greatest number for the newest
 */
public record AuditFilter(
        String projectId,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> user,
        Optional<String> action,
        Optional<String> resource,
        long before) {

    /** The same about another resource. */
    public AuditFilter about(Optional<String> other) {
        return new AuditFilter(projectId, from, to, user, action, other, before);
    }
}
