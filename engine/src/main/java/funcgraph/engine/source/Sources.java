package funcgraph.engine.source;

import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import funcgraph.engine.loop.Recurring;
import funcgraph.engine.trigger.Ingest;
import funcgraph.engine.trigger.Triggers;
import funcgraph.store.Store;
import funcgraph.store.TriggerTable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a loop running for each active trigger whose records are fetched: those that the store has, looked up when a
 * trigger changes here and every few seconds, since other nodes change triggers, too, and versions and functions take
 * theirs with them.
 */
public final class Sources implements Triggers.Heard, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private static final int MOST_LOOKED_AT = 100_000;
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A loop may be held up by a broker that does not answer; what it fetched and did not hand over comes again. */
    private static final Duration LEAVING = Duration.ofSeconds(3);

    private final Store store;
    private final TriggerTable table = new TriggerTable();
    private final Map<TriggerType, TriggerSource> kinds;
    private final int most;
    private final Map<String, SourceLoop> loops = new ConcurrentHashMap<>();
    private volatile @Nullable Recurring looking;
    private boolean full;

    /**
     * Fetches nothing before it is started.
     *
     * @param kinds sources by the type of triggers that they are for
     * @param most loops at a time
     */
    public Sources(Store store, Map<TriggerType, TriggerSource> kinds, int most) {
        this.store = store;
        this.kinds = Map.copyOf(kinds);
        this.most = most;
    }

    /**
     * Loops of each type of triggers that this server can fetch for.
     *
     * @param failing those that cannot fetch or hand over at the moment, or those that can
     */
    public Map<TriggerType, Integer> count(boolean failing) {
        var counts = new EnumMap<TriggerType, Integer>(TriggerType.class);
        kinds.keySet().forEach(type -> counts.put(type, 0));
        for (var loop : loops.values()) {
            counts.merge(loop.trigger().type(), loop.isFailing() == failing ? 1 : 0, Integer::sum);
        }
        return counts;
    }

    public void start(Ingest ingest) {
        if (!kinds.isEmpty()) {
            var looks = new Recurring("sources", LONGEST_REST, LEAVING, () -> look(ingest));
            looking = looks;
            looks.start();
        }
    }

    @Override
    public void changed(Trigger trigger) {
        if (kinds.containsKey(trigger.type())) {
            wake();
        }
    }

    @Override
    public void removed(Trigger trigger) {
        var source = kinds.get(trigger.type());
        if (source == null) {
            return;
        }
        wake();
        forget(trigger, source, loops.get(trigger.id()));
    }

    @Override
    public void close() {
        var looks = looking;
        if (looks == null || !looks.end()) {
            return;
        }
        long until = System.nanoTime() + LEAVING.toNanos();
        loops.values().forEach(SourceLoop::close);
        for (var loop : loops.values()) {
            if (!loop.awaitEnd(Duration.ofNanos(Math.max(0, until - System.nanoTime())))) {
                LOG.info("{}: fetching did not end within {} s and is left", loop.trigger(), LEAVING.toSeconds());
            }
        }
    }

    private void wake() {
        var looks = looking;
        if (looks != null) {
            looks.wake();
        }
    }

    private Duration look(Ingest ingest) {
        var wanted = wanted();
        var ended = new HashMap<String, SourceLoop>();
        for (var loop : List.copyOf(loops.values())) {
            var trigger = loop.trigger();
            if (loop.hasEnded() || !trigger.equals(wanted.get(trigger.id()))) {
                loop.close();
                loops.remove(trigger.id());
                ended.put(trigger.id(), loop);
            }
        }
        wanted.forEach((id, trigger) -> {
            var source = kinds.get(trigger.type());
            if (source != null && !loops.containsKey(id)) {
                var loop = new SourceLoop(trigger, source, ingest, table, ended.get(id));
                loops.put(id, loop);
                loop.start();
                var old = ended.get(id);
                if (old != null && !source.keeps(old.trigger()).equals(source.keeps(trigger))) {
                    forget(old.trigger(), source, old);
                }
            }
        });
        ended.values().stream()
                .filter(loop -> store.read(
                                view -> table.find(view, loop.trigger().id()))
                        .isEmpty())
                .forEach(this::forgetGone);
        return LONGEST_REST;
    }

    /** A function or version that is deleted takes its triggers with it, and nobody says so. */
    private void forgetGone(SourceLoop loop) {
        var source = kinds.get(loop.trigger().type());
        if (source != null) {
            forget(loop.trigger(), source, loop);
        }
    }

    /** The broker may take its time, or be away: then what it keeps runs out one day. */
    private static void forget(Trigger trigger, TriggerSource source, @Nullable SourceLoop loop) {
        if (source.keeps(trigger).isEmpty()) {
            return;
        }
        Thread.ofVirtual().name("forget " + trigger.id()).start(() -> {
            if (loop != null) {
                loop.close();
                loop.awaitEnd(PATIENCE);
            }
            try {
                source.forget(trigger);
            } catch (RuntimeException e) {
                LOG.warn("{}: what was kept for it elsewhere stays there: {}", trigger, e.getMessage());
            }
        });
    }

    private Map<String, Trigger> wanted() {
        var all = store.read(view -> table.activeOfTypes(view, kinds.keySet(), "", MOST_LOOKED_AT));
        boolean tooMany = all.size() > most;
        if (tooMany && !full) {
            LOG.warn("more than {} triggers want to be fetched for, and some wait; sources.most allows more", most);
        }
        full = tooMany;
        var wanted = new HashMap<String, Trigger>();
        (tooMany ? dealt(all) : all).forEach(trigger -> wanted.put(trigger.id(), trigger));
        return wanted;
    }

    /** As many as there may be, one of each project in turn: no project takes the places of the others. */
    private List<Trigger> dealt(List<Trigger> all) {
        var byProject = all.stream()
                .collect(Collectors.groupingBy(
                        trigger -> trigger.function().projectId(), TreeMap::new, Collectors.toList()));
        return byProject.values().stream()
                .flatMap(own -> IntStream.range(0, own.size()).mapToObj(turn -> Map.entry(turn, own.get(turn))))
                .sorted(Map.Entry.comparingByKey())
                .limit(most)
                .map(Map.Entry::getValue)
                .toList();
    }
}
