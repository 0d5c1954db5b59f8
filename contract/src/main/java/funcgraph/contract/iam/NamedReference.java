package funcgraph.contract.iam;

import org.jspecify.annotations.Nullable;

/** A domain or project, named by its id or by its name. A project's name may be narrowed by its domain. */
public record NamedReference(
        @Nullable String id,
        @Nullable String name,
        @Nullable NamedReference domain) {}
