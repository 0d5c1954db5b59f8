package funcgraph.engine.source;

import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import funcgraph.engine.trigger.Ingest;
import funcgraph.engine.trigger.Triggers;
import funcgraph.store.Store;
import funcgraph.store.TriggerTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    private static final Duration LONGEST_REST = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A loop may be held up by a broker that does not answer; what it fetched and did not hand over comes again. */
    private static final Duration LEAVING = Duration.ofSeconds(3);

    private final Store store;
    private final TriggerTable table = new TriggerTable();
    private final Map<TriggerType, TriggerSource> kinds;
    private final int most;
    private final Map<String, SourceLoop> loops = new ConcurrentHashMap<>();
    private final Semaphore stirred = new Semaphore(0);
    private volatile boolean closed;
    private volatile @Nullable Thread thread;
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

    public void start(Ingest ingest) {
        if (!kinds.isEmpty()) {
            thread = Thread.ofVirtual().name("sources").start(() -> run(ingest));
        }
    }

    @Override
    public void changed(Trigger trigger) {
        if (kinds.containsKey(trigger.type())) {
            stirred.release();
        }
    }

    @Override
    public void removed(Trigger trigger) {
        var source = kinds.get(trigger.type());
        if (source == null) {
            return;
        }
        stirred.release();
        forget(trigger, source, loops.get(trigger.id()));
    }

    @Override
    public void close() {
        closed = true;
        stirred.release();
        var running = thread;
        try {
            if (running != null && !running.join(LEAVING)) {
                LOG.info("some sources did not end within {} s and are left", LEAVING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Ingest ingest) {
        while (!closed) {
            try {
                look(ingest);
            } catch (RuntimeException e) {
                LOG.warn("could not look after the sources of triggers; trying again", e);
            }
            try {
                if (stirred.tryAcquire(LONGEST_REST.toMillis(), TimeUnit.MILLISECONDS)) {
                    stirred.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        loops.values().forEach(SourceLoop::close);
        loops.values().forEach(loop -> loop.awaitEnd(LEAVING));
    }

    private void look(Ingest ingest) {
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
        var found = new ArrayList<>(store.read(view -> table.activeOfTypes(view, kinds.keySet(), "", most + 1)));
        boolean tooMany = found.size() > most;
        if (tooMany && !full) {
            LOG.warn("more than {} triggers want to be fetched for, and some wait; sources.most allows more", most);
        }
        full = tooMany;
        if (tooMany) {
            found.removeLast();
        }
        var wanted = new HashMap<String, Trigger>();
        found.forEach(trigger -> wanted.put(trigger.id(), trigger));
        return wanted;
    }
}
