package funcgraph.contract.iam;

import java.util.List;

/** Answer of {@code GET /v3/projects} and {@code GET /v3/auth/projects}. */
public record ProjectList(List<ListedProject> projects, Links links) {

    public record ListedProject(
            String id,
            String name,
            String domainId,
            String parentId,
            boolean enabled,
            boolean isDomain,
            String description,
            Links links) {}

    /** Answer of {@code GET /v3/projects/ID}. */
    public record One(ListedProject project) {}
}
