package funcgraph.engine.invoke;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.Publication;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bounded snapshot of versions and aliases, beside that of the {@link Heads}, and with the same promise: a call that
 * starts after a change was answered finds the change. The same two races are decided in the same way; which of two
 * states of one function is newer, their numbers say.
 */
public final class Published {

    /** Reads what has been published of one function from the store; empty when there is no such function. May block. */
    @FunctionalInterface
    public interface Source {
        Optional<Publication> find(FunctionKey key);
    }

    private final ConcurrentHashMap<FunctionKey, Publication> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final Source source;
    private final int capacity;

    /**
     * Makes an empty snapshot.
     *
     * @param capacity functions whose versions and aliases are held; beyond it some other's are dropped and read again
     */
    public Published(Source source, int capacity) {
        this.source = source;
        this.capacity = capacity;
    }

    /** What is known without waiting; null on a miss. For event loops. */
    public @Nullable Publication peek(FunctionKey key) {
        return known.get(key);
    }

    /** Reads from the store and remembers, unless something changed meanwhile. Blocks: for virtual threads. */
    public Optional<Publication> load(FunctionKey key) {
        long before = changes.get();
        var found = source.find(key);
        found.ifPresent(publication -> known.compute(
                key, (ignored, present) -> present != null || changes.get() != before ? present : publication));
        trim(key);
        return found;
    }

    /** Tells of a change. What nobody has called by version or alias is not taken in: its first call reads it. */
    public void changed(Publication publication) {
        changes.incrementAndGet();
        known.computeIfPresent(
                publication.key(),
                (ignored, present) -> publication.number() > present.number() ? publication : present);
    }

    /** Tells that a function is gone. What belongs to a younger one of the same name stays. */
    public void removed(Publication publication) {
        changes.incrementAndGet();
        known.computeIfPresent(
                publication.key(),
                (ignored, present) -> present.functionId().equals(publication.functionId()) ? null : present);
    }

    /** Drops what is known of a function, so that its next call by version or alias asks the source. */
    public void forget(FunctionKey key) {
        changes.incrementAndGet();
        known.remove(key);
    }

    private void trim(FunctionKey justUsed) {
        if (known.size() > capacity) {
            var keys = known.keySet().iterator();
            while (keys.hasNext() && known.size() > capacity) {
                if (!keys.next().equals(justUsed)) {
                    keys.remove();
                }
            }
        }
    }
}
