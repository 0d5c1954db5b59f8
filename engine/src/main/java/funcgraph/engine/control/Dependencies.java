package funcgraph.engine.control;

import funcgraph.domain.DependencyVersion;
import funcgraph.domain.Ids;
import funcgraph.domain.NewDependency;
import funcgraph.domain.Quotas;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refusal.Resource;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import funcgraph.engine.StoreCalls;
import funcgraph.store.DependencyFilter;
import funcgraph.store.DependencyTable;
import funcgraph.store.Store;
import funcgraph.store.Tx;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The use cases of dependencies (functiongraph-api 2.6). A dependency is known by its project, name and runtime, or by an
 * id; each upload is a version of it that never changes. Those of one project may be everybody's to use.
 */
public final class Dependencies {

    private final Store store;
    private final DependencyTable table;
    private final DependencyIntake intake;
    private final Settings settings;
    private final Clock clock;
    private final Ids ids;

    /**
     * Makes the use cases.
     *
     * @param table where they are kept
     */
    public Dependencies(
            Store store, DependencyTable table, DependencyIntake intake, Settings settings, Clock clock, Ids ids) {
        this.store = store;
        this.table = table;
        this.intake = intake;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What is configured of them.
     *
     * @param publicProjectId whose dependencies all projects may use; {@code ""} for no project's
     * @param longestDescription in characters
     */
    public record Settings(Quotas quotas, String publicProjectId, int longestDescription) {}

    /** Whose dependencies are listed. */
    public enum Owner {
        MINE,
        EVERYBODYS,
        BOTH
    }

    /** A page of a list, and how many there are in all. */
    public record Page(List<DependencyVersion> versions, int count) {}

    /** True for what all projects may use. */
    public boolean isPublic(DependencyVersion version) {
        return version.projectId().equals(settings.publicProjectId);
    }

    /**
     * Adds a version, the first one of a new dependency or the next one of the dependency of that name and runtime.
     *
     * @throws Refused {@link Refusal.Flawed}, {@link Refusal.TooMany}, or what happened when it was fetched
     */
    public DependencyVersion add(String projectId, NewDependency request) {
        var runtime = sound(request);
        return add(projectId, request, runtime);
    }

    /**
     * Makes a dependency that is not there yet.
     *
     * @throws Refused as {@link #add}, and {@link Refusal.Taken}
     */
    public DependencyVersion create(String projectId, NewDependency request) {
        var runtime = sound(request);
        var present =
                StoreCalls.available(() -> store.read(view -> table.named(view, projectId, request.name(), runtime)));
        if (present.isPresent()) {
            throw new Refused(new Refusal.Taken(Resource.DEPENDENCY, request.name()));
        }
        return add(projectId, request, runtime);
    }

    /**
     * Adds a version to a dependency, which gets another name if the request has one.
     *
     * @param present its last version
     * @throws Refused as {@link #add}, {@link Refusal.Taken} and {@link Refusal.ForeignDependency}
     */
    public DependencyVersion replace(String projectId, DependencyVersion present, NewDependency request) {
        requireOwn(projectId, present);
        var runtime = sound(request);
        var taken = intake.take(request);
        return write(tx -> {
            requireHeld(tx, present.dependencyId());
            if (!request.name().equals(present.name())) {
                table.named(tx, projectId, request.name(), runtime).ifPresent(other -> {
                    throw new Refused(new Refusal.Taken(Resource.DEPENDENCY_NAME, other.name()));
                });
                table.rename(tx, present.dependencyId(), request.name());
            }
            return insert(tx, projectId, request, runtime, taken);
        });
    }

    /** Lists the last version of each dependency, in the order of their creation. */
    public Page list(
            String projectId,
            Owner owner,
            Optional<RuntimeName> runtime,
            Optional<String> nameContains,
            long offset,
            int limit) {
        var filter = new DependencyFilter(
                owner == Owner.EVERYBODYS ? "" : projectId,
                owner == Owner.MINE ? "" : settings.publicProjectId,
                runtime,
                nameContains);
        return StoreCalls.available(
                () -> store.read(view -> new Page(table.list(view, filter, offset, limit), table.count(view, filter))));
    }

    /**
     * Lists a dependency's versions, the newest first.
     *
     * @throws Refused {@link Refusal.NotThere}, {@link Refusal.ForeignDependency}
     */
    public Page versions(String projectId, String dependencyId, long offset, int limit) {
        var known = show(projectId, dependencyId).dependencyId();
        return StoreCalls.available(() -> store.read(
                view -> new Page(table.versions(view, known, offset, limit), table.countVersions(view, known))));
    }

    /**
     * The version of an id, or the last version of the dependency of that id.
     *
     * @throws Refused {@link Refusal.NotThere}, {@link Refusal.ForeignDependency}
     */
    public DependencyVersion show(String projectId, String id) {
        var found = StoreCalls.available(() -> store.read(view -> table.find(view, id)))
                .orElseThrow(() -> none(id));
        requireVisible(projectId, found);
        return found;
    }

    /**
     * A version of a dependency by its number.
     *
     * @throws Refused {@link Refusal.NotThere}, {@link Refusal.ForeignDependency}
     */
    public DependencyVersion show(String projectId, String dependencyId, String number) {
        var known = show(projectId, dependencyId).dependencyId();
        return StoreCalls.available(() ->
                        store.read(view -> number(number).flatMap(n -> table.version(view, known, n))))
                .orElseThrow(() -> none(dependencyId + "/" + number));
    }

    /**
     * Deletes a version that no function uses.
     *
     * @throws Refused as {@link #show}, and {@link Refusal.DependencyInUse}
     */
    public void delete(String projectId, String dependencyId, String number) {
        var version = show(projectId, dependencyId, number);
        requireOwn(projectId, version);
        write(tx -> {
            requireHeld(tx, version.dependencyId());
            table.delete(tx, version);
            return version;
        });
    }

    /**
     * Deletes a dependency with all its versions, none of which may be in use.
     *
     * @throws Refused as {@link #delete}
     */
    public void delete(String projectId, String id) {
        var last = show(projectId, id);
        requireOwn(projectId, last);
        write(tx -> {
            requireHeld(tx, last.dependencyId());
            table.versions(tx, last.dependencyId(), 0, settings.quotas.dependencies())
                    .forEach(version -> table.delete(tx, version));
            return last;
        });
    }

    /** What a function of a project names, by ids of versions, or of dependencies for their last ones. */
    List<DependencyVersion> resolve(String projectId, List<String> named) {
        return named.stream().distinct().map(id -> show(projectId, id)).toList();
    }

    private RuntimeName sound(NewDependency request) {
        var flaws = request.flaws(settings.longestDescription, settings.quotas.dependencyBytes());
        if (!flaws.isEmpty()) {
            throw new Refused(new Refusal.Flawed(flaws));
        }
        return request.namedRuntime().orElseThrow();
    }

    private DependencyVersion add(String projectId, NewDependency request, RuntimeName runtime) {
        var taken = intake.take(request);
        return write(tx -> insert(tx, projectId, request, runtime, taken));
    }

    private DependencyVersion insert(
            Tx tx, String projectId, NewDependency request, RuntimeName runtime, DependencyIntake.Taken taken) {
        var added = table.add(
                tx,
                new DependencyVersion(
                        ids.uuid(),
                        ids.uuid(),
                        projectId,
                        request.name(),
                        runtime,
                        0,
                        request.description(),
                        taken.link(),
                        taken.filename(),
                        taken.sizeBytes(),
                        taken.etag(),
                        taken.digest(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        if (table.countOf(tx, projectId) > settings.quotas.dependencies()) {
            throw new Refused(new Refusal.TooMany(Resource.DEPENDENCY, settings.quotas.dependencies()));
        }
        return added;
    }

    private <T> T write(java.util.function.Function<Tx, T> work) {
        return StoreCalls.available(() -> store.write(work::apply));
    }

    private void requireHeld(Tx tx, String dependencyId) {
        if (!table.hold(tx, dependencyId)) {
            throw none(dependencyId);
        }
    }

    private void requireVisible(String projectId, DependencyVersion version) {
        if (!version.projectId().equals(projectId) && !isPublic(version)) {
            throw new Refused(new Refusal.ForeignDependency(version.id()));
        }
    }

    private static void requireOwn(String projectId, DependencyVersion version) {
        if (!version.projectId().equals(projectId)) {
            throw new Refused(new Refusal.ForeignDependency(version.id()));
        }
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Refused none(String id) {
        return new Refused(new Refusal.NotThere(Resource.DEPENDENCY, id));
    }
}
