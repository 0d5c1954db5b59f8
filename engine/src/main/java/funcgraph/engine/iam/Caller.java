package funcgraph.engine.iam;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever sent a request, after authentication. Holds no secret.
 *
 * @param projects the projects of the user, whatever the scope is
 * @param actions what the user may do; unmodifiable
 */
public record Caller(
        String userId,
        String userName,
        Domain domain,
        List<Project> projects,
        Scope scope,
        Set<Action> actions,
        Proof proof) {

    public Caller {
        projects = List.copyOf(projects);
    }

    /** True when the user holds the action; else the answer is 403 FSS.0403. */
    public boolean may(Action action) {
        return actions.contains(action);
    }

    /** True when the caller may act in the project; else the answer is 403 "namespace and token mismatch" (6.1). */
    public boolean mayActIn(String projectId) {
        return switch (scope) {
            case Scope.OneProject(Project project) -> project.id().equals(projectId);
            case Scope.EveryProject() ->
                projects.stream().anyMatch(project -> project.id().equals(projectId));
            case Scope.WholeDomain() -> false;
        };
    }

    /** The one project a token is scoped to, empty for keys and for tokens of the account. */
    public Optional<Project> project() {
        return scope instanceof Scope.OneProject(Project project) ? Optional.of(project) : Optional.empty();
    }
}
