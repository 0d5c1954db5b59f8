package funcgraph.engine.async;

import funcgraph.domain.AsyncConfig;
import funcgraph.domain.AsyncDestination;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.KeptAsyncConfig;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.store.AsyncConfigTable;
import funcgraph.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The use cases of the configuration of asynchronous invocations. They block. */
public final class AsyncConfigs {

    private final Store store;
    private final AsyncConfigTable table;
    private final AsyncInvocations invocations;
    private final Destinations destinations;
    private final Clock clock;

    public AsyncConfigs(
            Store store, AsyncConfigTable table, AsyncInvocations invocations, Destinations destinations, Clock clock) {
        this.store = store;
        this.table = table;
        this.invocations = invocations;
        this.destinations = destinations;
        this.clock = clock;
    }

    /** A page of a function's configurations, and how many there are in all. */
    public record Page(List<KeptAsyncConfig> configs, long count) {}

    /** Refuses what is not there: to be asked before a body is looked at. */
    public void requireTarget(FunctionUrn urn) {
        invocations.require(urn);
    }

    /**
     * Makes or replaces the configuration of what the URN names. It holds for whatever is taken up afterwards.
     *
     * @throws Refused {@link Refusal.BadAsync} for destinations that cannot be reached
     */
    public KeptAsyncConfig put(FunctionUrn urn, AsyncConfig config) {
        var function = invocations.require(urn);
        var problems = new ArrayList<String>();
        Stream.of(config.onSuccess(), config.onFailure())
                .filter(Objects::nonNull)
                .forEach(destination -> problems.addAll(problems(urn, destination)));
        if (!problems.isEmpty()) {
            throw new Refused(new Refusal.BadAsync(problems));
        }
        return AsyncInvocations.available(() ->
                store.write(tx -> table.put(tx, function.id(), urn.qualifier().text(), config, clock.instant())));
    }

    /** Throws {@link Refused} with {@link Refusal.NoAsyncConfig} when there is none. */
    public KeptAsyncConfig show(FunctionUrn urn) {
        var function = invocations.require(urn);
        var qualifier = urn.qualifier().text();
        return AsyncInvocations.available(() -> store.read(view -> table.find(view, function.id(), qualifier)))
                .orElseThrow(() -> none(urn));
    }

    /** Throws {@link Refused} with {@link Refusal.NoAsyncConfig} when there is none. */
    public void delete(FunctionUrn urn) {
        var function = invocations.require(urn);
        var qualifier = urn.qualifier().text();
        if (!AsyncInvocations.available(() -> store.write(tx -> table.delete(tx, function.id(), qualifier)))) {
            throw none(urn);
        }
    }

    /** Those of all versions and aliases of the function. */
    public Page list(FunctionUrn urn, long offset, int limit) {
        var function = invocations.require(urn);
        return AsyncInvocations.available(() -> store.read(
                view -> new Page(table.list(view, function.id(), offset, limit), table.count(view, function.id()))));
    }

    private List<String> problems(FunctionUrn urn, AsyncDestination destination) {
        return switch (destination.kind()) {
            case FUNCTION -> functionProblems(urn, destination.target());
            case OBS, SMN, DIS -> destinations.problems(destination);
        };
    }

    /** One that tells itself of its end would never end. */
    private List<String> functionProblems(FunctionUrn urn, String target) {
        try {
            var named = FunctionUrn.parse(target, urn.region(), urn.key().projectId());
            if (named.key().equals(urn.key())) {
                return List.of("func_urn is '" + target + "'; allowed: another function than the one it is told about");
            }
            invocations.require(named);
            return List.of();
        } catch (Refused e) {
            return List.of("func_urn is '" + target + "'; allowed: a function of this project");
        }
    }

    private static Refused none(FunctionUrn urn) {
        return new Refused(new Refusal.NoAsyncConfig(urn.key(), urn.qualifier().text()));
    }
}
