package funcgraph.engine.reserve;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Refused;
import funcgraph.domain.reserved.KeptReservation;
import funcgraph.engine.invoke.Reserves;
import funcgraph.engine.invoke.Subjects;
import funcgraph.engine.loop.Recurring;
import funcgraph.runtime.pool.ReserveState;
import funcgraph.store.ReservationTable;
import funcgraph.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the workers which reservations want are there. It compares once a second, and at once after a change,
 * what is wanted with what it has asked the pool for; so a start of the server, a change of a function, another
 * version behind an alias and a due time of the calendar are all the same to it. Crashes are the pool's to mend.
 */
public final class ReserveLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReserveLoop.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Store store;
    private final ReservationTable table;
    private final Subjects subjects;
    private final Reserves reserves;
    private final Clock clock;
    private final ReserveSettings settings;
    private final Recurring loop = new Recurring("reserved-instances", REST, PATIENCE, this::round);
    private final Map<String, Target> targets = new HashMap<>();
    private Map<Subject, Wanted> asked = Map.of();
    private volatile boolean idle;

    public ReserveLoop(
            Store store,
            ReservationTable table,
            Subjects subjects,
            Reserves reserves,
            Clock clock,
            ReserveSettings settings) {
        this.store = store;
        this.table = table;
        this.subjects = subjects;
        this.reserves = reserves;
        this.clock = clock;
        this.settings = settings;
    }

    /** Whose workers they are. */
    private record Subject(FunctionKey function, String version) {}

    /** How many of which revision. */
    private record Wanted(Function function, int workers, boolean restWhenIdle) {

        /** An alias that has moved may mean the same version as another reservation. */
        Wanted or(Wanted other) {
            return new Wanted(function, Math.max(workers, other.workers), restWhenIdle && other.restWhenIdle);
        }

        boolean isSameRevision(Wanted other) {
            return function.revision() == other.function.revision();
        }
    }

    public void start() {
        loop.start();
    }

    /** A function has changed, or what is published of it: it may be one that has reserved instances. Any thread. */
    public void moved() {
        if (!idle) {
            stir();
        }
    }

    /** A reservation has changed. Any thread. */
    void stir() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration round() {
        remember(store.read(table::all));
        var now = clock.instant();
        var wanted = new HashMap<Subject, Wanted>();
        for (var target : targets.values()) {
            want(target, now, wanted);
        }
        wanted.forEach(this::ask);
        asked.forEach((subject, before) -> {
            var present = wanted.get(subject);
            if (present == null || !present.isSameRevision(before)) {
                reserves.release(before.function());
            }
        });
        asked = wanted;
        return REST;
    }

    /** What has not changed keeps what it has measured. */
    private void remember(Iterable<KeptReservation> rows) {
        var present = new HashMap<String, Target>();
        for (var row : rows) {
            var id = row.functionId() + " " + row.qualifier();
            var known = targets.get(id);
            present.put(id, known != null && known.isOf(row) ? known : new Target(row, settings.zone()));
        }
        targets.clear();
        targets.putAll(present);
        idle = targets.isEmpty();
    }

    private void want(Target target, Instant now, Map<Subject, Wanted> wanted) {
        Function function;
        try {
            function = subjects.require(Reservations.urn(settings.region(), target.kept()));
        } catch (Refused gone) {
            LOG.debug("no reserved instances for {}: {}", target.kept(), gone.getMessage());
            return;
        }
        if (!function.id().equals(target.kept().functionId())
                || function.config().strategy().disabled()) {
            return;
        }
        int workers = target.wanted(now, reserves.state(function).busy(), settings.mostPerProject());
        if (workers > 0) {
            wanted.merge(
                    new Subject(function.key(), function.version()),
                    new Wanted(function, workers, target.kept().reservation().idleMode()),
                    Wanted::or);
        }
    }

    /** The pool forgets what a revision had that was retired, so it counts what the pool says. */
    private void ask(Subject subject, Wanted wanted) {
        var before = asked.get(subject);
        ReserveState present = reserves.state(wanted.function());
        boolean same = before != null
                && before.isSameRevision(wanted)
                && before.restWhenIdle() == wanted.restWhenIdle()
                && present.wanted() == wanted.workers();
        if (!same) {
            reserves.keep(wanted.function(), wanted.workers(), wanted.restWhenIdle());
        }
    }
}
