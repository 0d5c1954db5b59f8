package funcgraph.engine.async;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The invocations that this node has taken from the store and that have not come to their end: how many, how large, and
 * which. Any thread.
 */
final class Holdings {

    /** What the events that are taken may hold of the heap, together. */
    private static final long EVENT_BYTES = 64L * 1024 * 1024;

    private final ConcurrentHashMap<String, Taken> byRequest = new ConcurrentHashMap<>();
    private final AtomicLong eventBytes = new AtomicLong();
    private final int most;

    /** Held while invocations pass from the store to here: in between nobody would find them. */
    private final ReentrantLock passing = new ReentrantLock();

    /** Makes an empty one with room for that {@code most} invocations. */
    Holdings(int most) {
        this.most = most;
    }

    /** Takes what {@code fromStore} has claimed. */
    List<Taken> take(Supplier<List<Taken>> fromStore) {
        passing.lock();
        try {
            var claimed = fromStore.get();
            for (var each : claimed) {
                byRequest.put(each.row().requestId(), each);
                eventBytes.addAndGet(each.row().event().length);
            }
            return claimed;
        } finally {
            passing.unlock();
        }
    }

    /** One that is taken, or just passes. */
    @Nullable
    Taken find(String requestId) {
        passing.lock();
        try {
            return byRequest.get(requestId);
        } finally {
            passing.unlock();
        }
    }

    boolean has(String requestId) {
        return byRequest.containsKey(requestId);
    }

    /** It is over here; given back to the store, it may have been taken anew already. */
    void drop(Taken each) {
        byRequest.remove(each.row().requestId(), each);
        eventBytes.addAndGet(-each.row().event().length);
    }

    /** How many more there is room for. */
    int free() {
        return most - byRequest.size();
    }

    /** How many more a lane may have: at most as much as is left when it has got it, of places and of bytes; but one, as long as there is any. */
    int room(Lane lane, int wanted) {
        int free = free();
        if (wanted <= 0 || free <= 0) {
            return 0;
        }
        int held = lane.held();
        if (held == 0) {
            return Math.min(wanted, eventBytes.get() < EVENT_BYTES ? Math.max(1, free / 2) : 1);
        }
        boolean fits = lane.heldBytes() < EVENT_BYTES - eventBytes.get();
        return fits ? Math.min(wanted, free - held) : 0;
    }
}
