package funcgraph.engine.iam;

import funcgraph.domain.FunctionKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What functions act with: temporary credentials of the agency that their metadata names, good in the function's own
 * project. A function sees the same ones for ten minutes (runtimes 1.5). Any thread; never blocks.
 */
public final class Agencies {

    private static final Duration SAME = Duration.ofMinutes(10);
    private static final int CAPACITY = 10_000;
    private static final List<String> METHODS = List.of("assume_role");

    private final Identities identities;
    private final TemporaryKeys keys;
    private final Tokens tokens;
    private final Clock clock;
    private final ConcurrentHashMap<Use, Issued> issued = new ConcurrentHashMap<>();

    private record Use(FunctionKey function, String agency) {}

    private record Issued(Credentials credentials, Instant until) {}

    /** A pair of temporary keys, and a token that is good as long. */
    public record Credentials(TemporaryKey keys, String token) {
        @Override
        public String toString() {
            return "Credentials[keys=" + keys + ", token=***]";
        }
    }

    public Agencies(Identities identities, TemporaryKeys keys, Tokens tokens, Clock clock) {
        this.identities = identities;
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether functions of the project may name the agency. */
    public boolean isDeclared(String agency, String projectId) {
        return identities
                .agencyNamed(agency)
                .flatMap(known -> known.user().projectWithId(projectId))
                .isPresent();
    }

    /** What the function acts with; empty when the agency is not declared for its project. */
    public Optional<Credentials> credentials(String agency, FunctionKey function) {
        var use = new Use(function, agency);
        var known = issued.get(use);
        if (known != null && clock.instant().isBefore(known.until())) {
            return Optional.of(known.credentials());
        }
        return identities
                .agencyNamed(agency)
                .flatMap(declared -> declared.user()
                        .projectWithId(function.projectId())
                        .map(project -> issue(use, declared, new Scope.OneProject(project))));
    }

    private Credentials issue(Use use, Agency agency, Scope scope) {
        if (issued.size() >= CAPACITY) {
            issued.clear();
        }
        var fresh = new Credentials(
                keys.issueFor(agency.user(), scope, agency.lifetime()),
                tokens.issue(agency.user(), scope, METHODS, agency.lifetime()).text());
        issued.put(use, new Issued(fresh, clock.instant().plus(SAME)));
        return fresh;
    }
}
