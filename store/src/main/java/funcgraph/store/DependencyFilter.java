package funcgraph.store;

import funcgraph.domain.RuntimeName;
import java.util.Optional;

/**
 * Which dependencies are listed.
 *
 * @param projectId whose; {@code ""} for nobody's
 * @param publicProjectId whose are everybody's; {@code ""} for nobody's
 * @param name any part of it
 */
public record DependencyFilter(
        String projectId, String publicProjectId, Optional<RuntimeName> runtime, Optional<String> name) {}
