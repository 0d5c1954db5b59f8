package funcgraph.domain;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A name that points to a version, and may send some calls to another one (functiongraph-api 1.7).
 *
 * @param version the main one; {@code latest} or a published version
 * @param description empty for none
 * @param lastModified millisecond precision
 */
public record Alias(String name, String version, String description, Additional additional, Instant lastModified) {

    private static final int PERCENT = 100;

    /** The second version an alias may have, and which calls it gets. */
    public sealed interface Additional {

        /** There is none. */
        record None() implements Additional {}

        /** It gets that many calls of a hundred, by chance. */
        record Weighted(String version, int percent) implements Additional {
            public Weighted {
                if (percent < 0 || percent > PERCENT) {
                    throw new IllegalArgumentException("a weight of " + percent + " percent");
                }
            }
        }

        /** It gets the calls that meet the rules. */
        record Ruled(String version, AliasRules rules) implements Additional {}
    }

    /** Whether a version is the one that gets some of the calls. */
    public boolean hasAdditional(String candidate) {
        return switch (additional) {
            case Additional.None() -> false;
            case Additional.Weighted(String other, int ignored) -> other.equals(candidate);
            case Additional.Ruled(String other, AliasRules ignored) -> other.equals(candidate);
        };
    }

    /**
     * The version that a call goes to.
     *
     * @param chance asked only when the alias has a weight
     * @param headers of the call, looked at only when the alias has rules
     */
    public String versionFor(RandomGenerator chance, CallHeaders headers) {
        return switch (additional) {
            case Additional.None() -> version;
            case Additional.Weighted(String other, int percent) -> chance.nextInt(PERCENT) < percent ? other : version;
            case Additional.Ruled(String other, AliasRules rules) -> rules.match(headers) ? other : version;
        };
    }
}
