package funcgraph.domain.trigger;

/**
 * One API of the gateway (functiongraph-api 2.5, APIG).
 *
 * @param environmentName what functions hear as the stage; {@code RELEASE} for the default environment
 * @param path begins with a slash; segments in braces are parameters, {@code {name+}} at the end takes the rest
 * @param method upper case, or {@code ANY}
 * @param asynchronous answer 202 at once and run the function later
 * @param timeoutMs how long a caller waits for the function, 1 to 60,000
 */
public record ApiSpec(
        String name,
        String groupId,
        String environmentId,
        String environmentName,
        String path,
        boolean prefixMatch,
        String method,
        Auth auth,
        boolean httpsOnly,
        boolean asynchronous,
        int timeoutMs) {

    /** The environment that every group has. */
    public static final String RELEASE_ID = "DEFAULT_ENVIRONMENT_RELEASE_ID";

    public static final String RELEASE = "RELEASE";
    public static final String ANY_METHOD = "ANY";

    /** What a caller has to prove. */
    public enum Auth {
        NONE,
        IAM,
        APP
    }

    /** What may be there once in a project; names of path parameters do not tell two paths apart. */
    public String place() {
        return String.join(
                "\0",
                groupId,
                environmentId,
                prefixMatch ? "SWA" : "NORMAL",
                method,
                path.replaceAll("\\{[^/}]*\\+}", "{+}").replaceAll("\\{[^/}+]*}", "{}"));
    }
}
