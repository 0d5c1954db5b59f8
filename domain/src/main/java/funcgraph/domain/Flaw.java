package funcgraph.domain;

/**
 * One broken rule of a request about versions or aliases.
 *
 * @param field its name on the wire
 * @param value what was sent, as text, shortened
 * @param allowed what would have been right, ready to follow "allowed: "
 * @param rule what kind of rule it is, from which the wire code follows
 */
public record Flaw(String field, String value, String allowed, Rule rule) {

    private static final int LONGEST_VALUE = 120;

    /** The kinds of rules; each answers with one error code (functiongraph-api 2.2, 2.3). */
    public enum Rule {
        PARAMETER,
        ALIAS_NAME,
        VERSION,
        DESCRIPTION,
        ADDITIONAL_VERSION,
        WEIGHT,
        SAME_VERSION
    }

    public Flaw {
        value = Excerpt.of(value, LONGEST_VALUE);
    }

    /** The sentence a caller reads: field, value, what is allowed. */
    public String message() {
        return field + " is '" + value + "'; allowed: " + allowed;
    }
}
