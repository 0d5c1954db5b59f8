package funcgraph.engine.async;

import funcgraph.domain.AsyncConfig;
import funcgraph.domain.AsyncDestination;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.KeptAsyncConfig;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.log.Differences;
import funcgraph.engine.StoreCalls;
import funcgraph.engine.observe.Deed;
import funcgraph.store.AsyncConfigTable;
import funcgraph.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        var qualifier = urn.qualifier().text();
        var deed = Deed.current();
        return StoreCalls.available(() -> store.write(tx -> {
            var before = table.find(tx, function.id(), qualifier);
            var after = table.put(tx, function.id(), qualifier, config, clock.instant());
            deed.changed(Differences.of(fields(before.orElse(null)), fields(after)));
            return after;
        }));
    }

    /** Throws {@link Refused} with {@link Refusal.NoAsyncConfig} when there is none. */
    public KeptAsyncConfig show(FunctionUrn urn) {
        var function = invocations.require(urn);
        var qualifier = urn.qualifier().text();
        return StoreCalls.available(() -> store.read(view -> table.find(view, function.id(), qualifier)))
                .orElseThrow(() -> none(urn));
    }

    /** Throws {@link Refused} with {@link Refusal.NoAsyncConfig} when there is none. */
    public void delete(FunctionUrn urn) {
        var function = invocations.require(urn);
        var qualifier = urn.qualifier().text();
        var deed = Deed.current();
        boolean deleted = StoreCalls.available(() -> store.write(tx -> {
            var before = table.find(tx, function.id(), qualifier);
            deed.changed(Differences.of(fields(before.orElse(null)), Map.of()));
            return table.delete(tx, function.id(), qualifier);
        }));
        if (!deleted) {
            throw none(urn);
        }
    }

    /** What the record of changes shows of a configuration. */
    private static Map<String, @Nullable Object> fields(@Nullable KeptAsyncConfig kept) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        if (kept != null) {
            var config = kept.config();
            fields.put("max_async_event_age_in_seconds", config.maxAgeSeconds());
            fields.put("max_async_retry_attempts", config.maxRetries());
            fields.put("destination_config.on_success", text(config.onSuccess()));
            fields.put("destination_config.on_failure", text(config.onFailure()));
            fields.put("enable_async_status_log", config.statusLog());
        }
        return fields;
    }

    private static @Nullable String text(@Nullable AsyncDestination destination) {
        return destination == null ? null : destination.kind().wireName() + " " + destination.param();
    }

    /** Those of all versions and aliases of the function. */
    public Page list(FunctionUrn urn, long offset, int limit) {
        var function = invocations.require(urn);
        return StoreCalls.available(() -> store.read(
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
