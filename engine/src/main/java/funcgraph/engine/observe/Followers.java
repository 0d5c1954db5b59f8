package funcgraph.engine.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Who follows which log. They are only woken; each reads by itself, as fast as it can. */
final class Followers {

    private final int most;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<String, List<Follower>> byFunction = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Followers(int most) {
        this.most = most;
    }

    /** Adds one unless there are as many as may be; {@code making} gets what ends it. */
    Optional<Follower> add(String functionId, Function<Runnable, Follower> making) {
        if (count.incrementAndGet() > most || closed) {
            count.decrementAndGet();
            return Optional.empty();
        }
        boolean made = false;
        try {
            var left = new AtomicBoolean();
            var self = new ArrayList<Follower>(1);
            var follower = making.apply(() -> {
                if (left.compareAndSet(false, true)) {
                    remove(functionId, self);
                }
            });
            self.add(follower);
            byFunction
                    .computeIfAbsent(functionId, id -> new CopyOnWriteArrayList<>())
                    .add(follower);
            made = true;
            if (closed) {
                follower.end();
            }
            return Optional.of(follower);
        } finally {
            if (!made) {
                count.decrementAndGet();
            }
        }
    }

    private void remove(String functionId, List<Follower> self) {
        count.decrementAndGet();
        byFunction.computeIfPresent(functionId, (id, present) -> {
            present.removeAll(self);
            return present.isEmpty() ? null : present;
        });
    }

    /** Their logs have grown. */
    void wake(Set<String> functionIds) {
        if (!byFunction.isEmpty()) {
            functionIds.forEach(id -> byFunction.getOrDefault(id, List.of()).forEach(Follower::wake));
        }
    }

    /** Ends all, and lets nobody follow any more. */
    void close() {
        closed = true;
        byFunction.values().forEach(all -> all.forEach(Follower::end));
    }
}
