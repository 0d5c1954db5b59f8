package funcgraph.contract.iam;

import java.util.List;

/** Answer of {@code GET /v3/auth/catalog}. */
public record CatalogResponse(List<CatalogEntry> catalog, Links links) {}
