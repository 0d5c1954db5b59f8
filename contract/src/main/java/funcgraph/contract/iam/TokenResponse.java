package funcgraph.contract.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer of {@code POST} and {@code GET /v3/auth/tokens}; the token itself is in {@code X-Subject-Token}. */
public record TokenResponse(Token token) {

    /**
     * Either a project or a domain is the scope.
     *
     * @param issuedAt {@code 2026-11-24T08:45:52.000000Z}, as {@code expiresAt}
     * @param catalog absent when the request did not want it
     */
    public record Token(
            String issuedAt,
            String expiresAt,
            List<String> methods,
            @Nullable ScopedProject project,
            @Nullable NamedReference domain,
            SignedInUser user,
            List<NamedReference> roles,
            @Nullable List<CatalogEntry> catalog) {}

    public record ScopedProject(String id, String name, NamedReference domain) {}

    public record SignedInUser(String id, String name, NamedReference domain) {}
}
