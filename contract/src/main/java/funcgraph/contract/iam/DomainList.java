package funcgraph.contract.iam;

import java.util.List;

/** Answer of {@code GET /v3/auth/domains}. */
public record DomainList(List<ListedDomain> domains, Links links) {

    public record ListedDomain(String id, String name, boolean enabled, String description, Links links) {}
}
