package funcgraph.engine.trigger;

import funcgraph.domain.Refused;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Events;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;
import funcgraph.engine.loop.Recurring;
import funcgraph.store.Store;
import funcgraph.store.TriggerTable;
import funcgraph.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires timers. Each due time is taken in a transaction that moves the timer on and writes the event down: of all nodes
 * one fires it, after a restart it is not fired again, and no kill in between loses it. Due times that passed while nobody
 * looked are made up for by one event, for the latest of them, unless that one is older than the grace time.
 */
public final class TimerLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimerLoop.class);

    /** Timers taken in one transaction: on SQLite every other writer waits for it. */
    private static final int BATCH = 100;

    /** How soon a timer that another node made is noticed. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Store store;
    private final TriggerTable table;
    private final KeptTriggers kept;
    private final Firing firing;
    private final Clock clock;
    private final Settings settings;
    private final Recurring loop = new Recurring("timers", LONGEST_REST, PATIENCE, this::round);

    /**
     * How timers are read.
     *
     * @param region of the URNs that are fired
     * @param zone in which events tell the time
     * @param grace how late the latest missed due time may be made up for
     */
    public record Settings(String region, ZoneId zone, Duration grace) {}

    TimerLoop(Store store, TriggerTable table, KeptTriggers kept, Firing firing, Clock clock, Settings settings) {
        this.store = store;
        this.table = table;
        this.kept = kept;
        this.firing = firing;
        this.clock = clock;
        this.settings = settings;
    }

    public void start() {
        loop.start();
    }

    /** A timer is new or changed: it may be due before what was known to be next. */
    void stir(Trigger trigger) {
        if (trigger.type() == TriggerType.TIMER) {
            loop.wake();
        }
    }

    /**
     * Fires everything that is due now.
     *
     * @return when the next timer is due, if there is one
     */
    Optional<Instant> tick() {
        List<TriggerTable.Due> due;
        do {
            var now = clock.instant();
            due = store.read(view -> table.due(view, now, BATCH));
            if (!due.isEmpty()) {
                fire(due, now);
            }
        } while (due.size() == BATCH && !loop.isClosed());
        return store.read(table::nextDue);
    }

    @Override
    public void close() {
        loop.close();
    }

    /**
     * A timer that is due.
     *
     * @param event empty when the due times that passed are all too old, or the function takes no events now
     */
    private record Step(Trigger trigger, Instant due, Instant next, Optional<Firing.Handover> event) {}

    private void fire(List<TriggerTable.Due> due, Instant now) {
        var steps = due.stream().map(one -> step(one, now)).toList();
        var taken = Set.<String>of();
        try {
            taken = store.write(tx -> take(tx, steps));
        } finally {
            for (var step : steps) {
                boolean written = taken.contains(step.trigger().id());
                step.event().ifPresent(event -> event.ended(written));
            }
        }
    }

    /** Moves timers on, and writes the events of those that no other node has moved; returns the ids of these. */
    private Set<String> take(Tx tx, List<Step> steps) {
        var taken = new HashSet<String>();
        for (var step : steps) {
            if (table.claimDue(tx, step.trigger().id(), step.due(), step.next())) {
                step.event().ifPresent(event -> event.write(tx));
                taken.add(step.trigger().id());
            }
        }
        return taken;
    }

    private Step step(TriggerTable.Due one, Instant now) {
        var trigger = one.trigger();
        if (!(trigger.spec() instanceof TriggerSpec.Timer timer)) {
            throw new IllegalStateException(trigger + " is due and no timer");
        }
        var event = latestDue(trigger, timer, one.due(), now).flatMap(latest -> ready(trigger, timer, latest));
        return new Step(trigger, one.due(), next(trigger, timer, now), event);
    }

    /** A function that cannot be called now misses this due time; the next one is another chance. */
    private Optional<Firing.Handover> ready(Trigger trigger, TriggerSpec.Timer timer, Instant due) {
        try {
            var event = Events.timer(timer, due.atZone(settings.zone()));
            return Optional.of(firing.ready(trigger.urn(settings.region()), EventJson.bytes(event)));
        } catch (Refused e) {
            LOG.warn("timer {} of function {} misses {}: {}", trigger.id(), trigger.function(), due, e.getMessage());
            return Optional.empty();
        }
    }

    /** The latest due time that has come, unless it is too old; there are few within the grace, since all are a second apart. */
    private Optional<Instant> latestDue(Trigger trigger, TriggerSpec.Timer timer, Instant first, Instant now) {
        var oldest = now.minus(settings.grace());
        var due = first.isBefore(oldest) ? next(trigger, timer, oldest) : first;
        Optional<Instant> latest = Optional.empty();
        while (!due.isAfter(now)) {
            latest = Optional.of(due);
            due = next(trigger, timer, due);
        }
        return latest;
    }

    private Instant next(Trigger trigger, TriggerSpec.Timer timer, Instant after) {
        return kept.nextDue(trigger, timer, after).orElseThrow();
    }

    private Duration round() {
        return tick().map(due -> Duration.between(clock.instant(), due))
                .filter(wait -> wait.compareTo(LONGEST_REST) < 0)
                .orElse(LONGEST_REST);
    }
}
