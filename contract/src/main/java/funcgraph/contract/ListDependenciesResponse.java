package funcgraph.contract;

import java.util.List;

/** A page of dependencies or of a dependency's versions. */
public record ListDependenciesResponse(List<DependencyResponse> dependencies, int nextMarker, int count) {}
