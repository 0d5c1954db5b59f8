package funcgraph.domain;

/**
 * One broken rule of a request about what belongs to functions or is used by them: versions, aliases, dependencies and the like.
 *
 * @param field its name on the wire
 * @param value what was sent, as text, shortened
 * @param allowed what would have been right, ready to follow "allowed: "
 * @param rule what kind of rule it is, from which the wire code follows
 */
public record Flaw(String field, String value, String allowed, Rule rule) {

    private static final int LONGEST_VALUE = 120;

    /** The kinds of rules; each answers with one error code (functiongraph-api 2.2, 2.3, 2.6, 2.9). */
    public enum Rule {
        PARAMETER,
        ALIAS_NAME,
        VERSION,
        DESCRIPTION,
        ADDITIONAL_VERSION,
        WEIGHT,
        SAME_VERSION,
        RUNTIME,
        DEPENDENCY,
        DEPENDENCY_TYPE,
        FILE_SIZE,
        EVENT,
        EVENT_SIZE
    }

    public Flaw {
        value = Excerpt.of(value, LONGEST_VALUE);
    }

    /** The sentence a caller reads: field, value, what is allowed. */
    public String message() {
        return field + " is '" + value + "'; allowed: " + allowed;
    }
}
