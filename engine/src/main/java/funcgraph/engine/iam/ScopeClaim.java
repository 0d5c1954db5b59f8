package funcgraph.engine.iam;

import java.util.Optional;

/** A scope as one word of a signed text. */
final class ScopeClaim {

    private static final String PROJECT = "project:";
    private static final String EVERY_PROJECT = "every-project";
    private static final String DOMAIN = "domain";

    private ScopeClaim() {}

    static String write(Scope scope) {
        return switch (scope) {
            case Scope.OneProject(Project project) -> PROJECT + project.id();
            case Scope.EveryProject() -> EVERY_PROJECT;
            case Scope.WholeDomain() -> DOMAIN;
        };
    }

    /** The scope, unless it names a project that the user has meanwhile lost. */
    static Optional<Scope> read(String text, User user) {
        if (text.startsWith(PROJECT)) {
            return user.projectWithId(text.substring(PROJECT.length())).map(Scope.OneProject::new);
        }
        return switch (text) {
            case EVERY_PROJECT -> Optional.of(new Scope.EveryProject());
            case DOMAIN -> Optional.of(new Scope.WholeDomain());
            default -> Optional.empty();
        };
    }
}
