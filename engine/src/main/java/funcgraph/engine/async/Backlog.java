package funcgraph.engine.async;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much is unfinished, of each function and of all. The numbers are this node's own and are put right from the store
 * now and then: exact when it is the only node, near enough for a limit when it is not.
 */
public final class Backlog {

    private final AsyncSettings settings;
    private final ConcurrentHashMap<String, Long> functions = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();

    public Backlog(AsyncSettings settings) {
        this.settings = settings;
    }

    /** Takes a place; throws {@link Refused} with {@link Refusal.QueueFull} when there is none. */
    void enter(String functionId) {
        if (all.incrementAndGet() > settings.queued()) {
            all.decrementAndGet();
            throw new Refused(new Refusal.QueueFull(false, settings.queued()));
        }
        if (functions.merge(functionId, 1L, Long::sum) > settings.queuedPerFunction()) {
            leave(functionId);
            throw new Refused(new Refusal.QueueFull(true, settings.queuedPerFunction()));
        }
    }

    /** Gives a place back. */
    void leave(String functionId) {
        all.decrementAndGet();
        functions.computeIfPresent(functionId, (ignored, own) -> own <= 1 ? null : own - 1);
    }

    /** What the store says is there. Places taken or given back meanwhile may be off until the next time. */
    void set(Map<String, Long> counted) {
        functions.keySet().retainAll(counted.keySet());
        functions.putAll(counted);
        all.set(counted.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Unfinished, of all functions. */
    public long all() {
        return all.get();
    }
}
