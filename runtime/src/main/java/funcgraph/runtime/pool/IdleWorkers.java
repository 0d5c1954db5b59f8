package funcgraph.runtime.pool;

import funcgraph.runtime.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The idle workers of a crew, for each loop the most recently used first, so that those too many grow old. */
final class IdleWorkers {

    private final List<ConcurrentLinkedDeque<Worker>> ofLoops;

    IdleWorkers(int loops) {
        this.ofLoops =
                Stream.generate(ConcurrentLinkedDeque<Worker>::new).limit(loops).toList();
    }

    void add(Worker worker) {
        ofLoops.get(worker.loop().index()).addFirst(worker);
        if (worker.isDead()) { // it may have died before it was in, and then nobody else takes it out
            remove(worker);
        }
    }

    void remove(Worker worker) {
        ofLoops.get(worker.loop().index()).remove(worker);
    }

    /** Takes one, rather of {@code loop} than of another. */
    @Nullable
    Worker take(int loop) {
        for (int at = 0; at < ofLoops.size(); at++) {
            var here = ofLoops.get((loop + at) % ofLoops.size());
            for (Worker worker = here.pollFirst(); worker != null; worker = here.pollFirst()) {
                if (!worker.isDead()) {
                    return worker;
                }
            }
        }
        return null;
    }

    List<Worker> takeIdleSince(int loop, long sinceNanos) {
        var taken = new ArrayList<Worker>();
        var here = ofLoops.get(loop);
        for (Worker worker = here.peekLast();
                worker != null && worker.idleSinceNanos() - sinceNanos < 0;
                worker = here.peekLast()) {
            if (here.removeLastOccurrence(worker)) {
                taken.add(worker);
            }
        }
        return taken;
    }

    long oldest(long none) {
        long oldest = none;
        for (var here : ofLoops) {
            Worker last = here.peekLast();
            if (last != null && last.idleSinceNanos() - oldest < 0) {
                oldest = last.idleSinceNanos();
            }
        }
        return oldest;
    }

    @Nullable
    Worker takeOldest() {
        ConcurrentLinkedDeque<Worker> from = null;
        long oldest = Long.MAX_VALUE;
        for (var here : ofLoops) {
            Worker last = here.peekLast();
            if (last != null && (from == null || last.idleSinceNanos() - oldest < 0)) {
                from = here;
                oldest = last.idleSinceNanos();
            }
        }
        return from == null ? null : from.pollLast();
    }
}
