package funcgraph.engine.invoke;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bounded snapshot from which calls are resolved. Every accepted change enters it before the change is answered, so
 * that a call which starts after the answer runs under the new metadata.
 *
 * <p>Two races are decided here. A slow read of the store must not put an old revision over a newer one: {@link #load}
 * keeps what it read only if nothing changed since it began. And changes of one function may be told in any order: the
 * higher revision stays.
 */
public final class Heads {

    /** Reads one function from the store; may block. */
    @FunctionalInterface
    public interface Source {
        Optional<Function> find(FunctionKey key);
    }

    private final ConcurrentHashMap<FunctionKey, Function> heads = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final Source source;
    private final int capacity;

    /**
     * Makes an empty snapshot.
     *
     * @param capacity most functions held; beyond it some other one is dropped and read again when it is called
     */
    public Heads(Source source, int capacity) {
        this.source = source;
        this.capacity = capacity;
    }

    /** What is known without waiting; null on a miss. For event loops. */
    public @Nullable Function peek(FunctionKey key) {
        return heads.get(key);
    }

    /** Reads the function from the store and remembers it. Blocks: for virtual threads. */
    public Optional<Function> load(FunctionKey key) {
        long before = changes.get();
        var found = source.find(key);
        found.ifPresent(function -> heads.compute(
                key, (ignored, present) -> present != null || changes.get() != before ? present : function));
        trim(key);
        return found;
    }

    /** Whether one more would take the place of no other. */
    boolean hasRoom() {
        return heads.size() < capacity;
    }

    /** Tells of a new or changed function. One that is not held stays so: what is told late may be gone. */
    public void changed(Function function) {
        changes.incrementAndGet();
        heads.computeIfPresent(function.key(), (ignored, present) -> isNewer(function, present) ? function : present);
    }

    /** Tells that a function is gone. A younger one of the same name stays. */
    public void removed(Function function) {
        changes.incrementAndGet();
        heads.computeIfPresent(
                function.key(), (ignored, present) -> present.id().equals(function.id()) ? null : present);
    }

    /** Drops what is known of a function, so that its next call asks the source. */
    public void forget(FunctionKey key) {
        changes.incrementAndGet();
        heads.remove(key);
    }

    private static boolean isNewer(Function candidate, Function present) {
        return candidate.id().equals(present.id())
                ? candidate.revision() > present.revision()
                : candidate.createdAt().isAfter(present.createdAt());
    }

    private void trim(FunctionKey justUsed) {
        if (heads.size() > capacity) {
            var keys = heads.keySet().iterator();
            while (keys.hasNext() && heads.size() > capacity) {
                if (!keys.next().equals(justUsed)) {
                    keys.remove();
                }
            }
        }
    }
}
