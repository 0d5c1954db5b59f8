package funcgraph.engine.reserve;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Publication;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.Strategy;
import funcgraph.domain.log.Differences;
import funcgraph.domain.reserved.KeptReservation;
import funcgraph.domain.reserved.Reservation;
import funcgraph.domain.reserved.ReservationRules;
import funcgraph.engine.StoreCalls;
import funcgraph.engine.invoke.Reserves;
import funcgraph.engine.invoke.Subjects;
import funcgraph.engine.observe.Deed;
import funcgraph.store.FunctionTable;
import funcgraph.store.PublicationTable;
import funcgraph.store.ReservationTable;
import funcgraph.store.Store;
import funcgraph.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The use cases of reserved instances (functiongraph-api 2.8). They block. */
public final class Reservations {

    private final Store store;
    private final Tables tables;
    private final Subjects subjects;
    private final Reserves reserves;
    private final ReserveLoop loop;
    private final ReserveSettings settings;

    /** Where functions, what is published of them, and their reservations are kept. */
    public record Tables(FunctionTable functions, PublicationTable publications, ReservationTable reservations) {}

    public Reservations(
            Store store,
            Tables tables,
            Subjects subjects,
            Reserves reserves,
            ReserveLoop loop,
            ReserveSettings settings) {
        this.store = store;
        this.tables = tables;
        this.subjects = subjects;
        this.reserves = reserves;
        this.loop = loop;
        this.settings = settings;
    }

    /** Refuses what is not there: to be asked before a body is looked at. */
    public void requireTarget(FunctionUrn urn) {
        subjects.require(urn);
    }

    /**
     * Replaces what is asked for of a version or an alias; {@link Reservation#isNone nothing} ends it. The workers come
     * and go in the background.
     *
     * @throws Refused {@link Refusal.Flawed}, {@link Refusal.TooManyReserved}, {@link Refusal.ReservedElsewhere},
     *     {@link Refusal.NoFunction}, {@link Refusal.NoVersion}, {@link Refusal.NoAlias}
     */
    public void put(FunctionUrn urn, Reservation asked) {
        var flaws = ReservationRules.flaws(asked);
        if (!flaws.isEmpty()) {
            throw new Refused(new Refusal.Flawed(flaws));
        }
        var qualifier = urn.qualifier().text();
        var deed = Deed.current();
        StoreCalls.available(() -> store.write(tx -> {
            var head = tables.functions()
                    .findForUpdate(tx, urn.key())
                    .orElseThrow(() -> new Refused(new Refusal.NoFunction(urn.key())));
            var published = tables.publications().read(tx, head);
            var target = target(urn.qualifier(), head, published);
            var before = tables.reservations().find(tx, head.id(), qualifier).orElse(Reservation.NONE);
            if (asked.isNone()) {
                tables.reservations().delete(tx, head.id(), qualifier);
            } else {
                requirePlace(target, asked);
                requireQuota(tx, head, qualifier, asked);
                requireAlone(tx, head.id(), urn.qualifier(), published);
                tables.reservations().put(tx, head.id(), qualifier, asked);
            }
            deed.changed(Differences.of(fields(before), fields(asked)));
            return head;
        }));
        loop.stir();
    }

    /** What the record of changes shows of a reservation. */
    private static Map<String, @Nullable Object> fields(Reservation of) {
        return of.isNone()
                ? Map.of()
                : Map.of(
                        "count", of.count(),
                        "idle_mode", of.idleMode(),
                        "cron_configs",
                                of.crons().stream()
                                        .map(cron -> Map.of(
                                                "name", cron.name(),
                                                "cron", cron.cron(),
                                                "count", cron.count(),
                                                "start_time", cron.startSeconds(),
                                                "expired_time", cron.expiredSeconds()))
                                        .toList(),
                        "metric_configs",
                                of.metrics().stream()
                                        .map(metric -> Map.of(
                                                "name", metric.name(),
                                                "threshold", metric.threshold(),
                                                "min", metric.min()))
                                        .toList());
    }

    /** All that a function's versions and aliases have, or what one of them has, in the order of their names. */
    public List<KeptReservation> ofFunction(FunctionUrn urn) {
        var function = subjects.require(urn);
        var all = StoreCalls.available(
                () -> store.read(view -> tables.reservations().ofFunction(view, function.id())));
        return urn.qualifier().isLatest()
                ? all
                : all.stream()
                        .filter(row -> row.qualifier().equals(urn.qualifier().text()))
                        .toList();
    }

    /** All of a project. */
    public List<KeptReservation> ofProject(String projectId) {
        return StoreCalls.available(
                () -> store.read(view -> tables.reservations().ofProject(view, projectId)));
    }

    /** What is there of it now; nothing when what it is of has just gone. */
    public Presence presence(KeptReservation kept) {
        try {
            var state = reserves.state(subjects.require(urn(settings.region(), kept)));
            return new Presence(state.present(), state.wanted(), state.trouble());
        } catch (Refused gone) {
            return Presence.NONE;
        }
    }

    static FunctionUrn urn(String region, KeptReservation kept) {
        return new FunctionUrn(region, kept.function(), Qualifier.parse(kept.qualifier()));
    }

    private static Function target(Qualifier qualifier, Function head, Publication published) {
        var name = switch (qualifier) {
            case Qualifier.None() -> Qualifier.LATEST;
            case Qualifier.Version(String version) -> version;
            case Qualifier.Alias(String alias) -> published.requireAlias(alias).version();
        };
        return name.equals(Qualifier.LATEST) ? head : published.requireVersion(name);
    }

    /** What could not be there even if nothing else ran. */
    private void requirePlace(Function target, Reservation asked) {
        int most = asked.most();
        int memoryMb = target.config().memoryMb();
        if ((long) most * memoryMb > settings.memoryMb()) {
            throw tooMany("%d instances of %d MB are more than the %d MB for all functions"
                    .formatted(most, memoryMb, settings.memoryMb()));
        }
        if (most > settings.workers()) {
            throw tooMany(
                    "count is %d; allowed: at most %d, the workers of the server".formatted(most, settings.workers()));
        }
        int own = target.config().strategy().maxInstances();
        if (own != Strategy.UNLIMITED && most > own) {
            throw tooMany("count is %d; allowed: at most %d, as strategy_config.concurrency says".formatted(most, own));
        }
    }

    private void requireQuota(Tx tx, Function head, String qualifier, Reservation asked) {
        int others = tables.reservations().ofProject(tx, head.key().projectId()).stream()
                .filter(row ->
                        !(row.functionId().equals(head.id()) && row.qualifier().equals(qualifier)))
                .mapToInt(row -> row.reservation().most())
                .sum();
        if (others + asked.most() > settings.mostPerProject()) {
            throw tooMany("count is %d, others of the project have %d; allowed: %d together"
                    .formatted(asked.most(), others, settings.mostPerProject()));
        }
    }

    /** Both would mean the same workers. */
    private void requireAlone(Tx tx, String functionId, Qualifier qualifier, Publication published) {
        var others = switch (qualifier) {
            case Qualifier.None() -> published.aliasOf(Qualifier.LATEST).map(alias -> "!" + alias.name());
            case Qualifier.Version(String version) -> published.aliasOf(version).map(alias -> "!" + alias.name());
            case Qualifier.Alias(String alias) ->
                Optional.of(published.requireAlias(alias).version());
        };
        others.filter(other -> tables.reservations().find(tx, functionId, other).isPresent())
                .ifPresent(other -> {
                    throw new Refused(new Refusal.ReservedElsewhere(qualifier.text(), other));
                });
    }

    private static Refused tooMany(String why) {
        return new Refused(new Refusal.TooManyReserved(why));
    }
}
