package funcgraph.domain;

/**
 * What identifies a function for its whole life: a name is unique within its package, a package within its project
 * (functiongraph-api 1.2, appendix C).
 */
public record FunctionKey(String projectId, String packageName, String name) {

    /** The package of a function that names none. */
    public static final String DEFAULT_PACKAGE = "default";

    public FunctionKey {
        if (projectId.isEmpty() || packageName.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a function key has a project, a package and a name");
        }
    }
}
