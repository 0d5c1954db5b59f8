package funcgraph.domain;

import java.util.Comparator;

/**
 * One broken rule of one field.
 *
 * @param field which one
 * @param value what was sent, as text, shortened; never a secret
 * @param allowed what would have been right, ready to follow "allowed: "
 * @param rule what kind of rule it is, from which the wire code follows
 */
public record Violation(ConfigField field, String value, String allowed, Rule rule) {

    private static final int LONGEST_VALUE = 120;

    /** The page's order: the order in which fields are checked and reported. */
    public static final Comparator<Violation> PAGE_ORDER = Comparator.comparing(Violation::field);

    /** The kinds of rules; each answers with one error code (functiongraph-api 3.5). */
    public enum Rule {
        PARAMETER,
        FUNCTION_NAME,
        HANDLER,
        PACKAGE,
        RUNTIME,
        CODE_TYPE,
        MEMORY,
        TIMEOUT,
        USER_DATA,
        USER_DATA_COUNT,
        USER_DATA_SIZE,
        URL,
        CODE,
        CODE_REQUIRED,
        FILE_TYPE,
        DESCRIPTION,
        DEPENDENCY,
        DEPENDENCY_COUNT,
        CONCURRENCY,
        IMAGE_URL,
        VPC,
        SUBNET,
        MOUNT_TWICE,
        MOUNT_PATH,
        MOUNT_COUNT,
        MOUNT_USER,
        INITIALIZER,
        INITIALIZER_TIMEOUT
    }

    public Violation {
        value = Excerpt.of(value, LONGEST_VALUE);
    }

    /** The sentence a caller reads: field, value, what is allowed. */
    public String message() {
        return field.wireName() + " is '" + value + "'; allowed: " + allowed;
    }
}
