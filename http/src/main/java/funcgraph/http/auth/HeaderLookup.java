package funcgraph.http.auth;

import org.jspecify.annotations.Nullable;

/** A request's headers. */
@FunctionalInterface
public interface HeaderLookup {

    /**
     * The first value of a header, null when the request has none of that name. It must be the value that the routes
     * will read. Each char is one byte as it came (ISO 8859-1), which is how HTTP servers read headers. For HTTP/2,
     * {@code host} is {@code :authority}.
     *
     * @param lowerCaseName such as {@code x-auth-token}
     */
    @Nullable
    String first(String lowerCaseName);
}
