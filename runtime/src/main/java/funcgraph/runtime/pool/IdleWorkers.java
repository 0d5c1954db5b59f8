package funcgraph.runtime.pool;

import funcgraph.runtime.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a crew that have free places, for each loop the most recently used first, so that those too many grow
 * old. A worker stands here while it has a free place, or somebody has it in hand who will put it back.
 */
final class IdleWorkers {

    private final List<ConcurrentLinkedDeque<Worker>> ofLoops;

    IdleWorkers(int loops) {
        this.ofLoops =
                Stream.generate(ConcurrentLinkedDeque<Worker>::new).limit(loops).toList();
    }

    void add(Worker worker) {
        ofLoops.get(worker.loop().index()).addFirst(worker);
        if (worker.isLeaving()) { // it may have died before it was in, and then nobody else takes it out
            remove(worker);
        }
    }

    void remove(Worker worker) {
        ofLoops.get(worker.loop().index()).remove(worker);
    }

    /**
     * Takes one out with all its free places, rather of {@code loop} than of another. Whoever takes places of it and
     * leaves others puts it back.
     */
    @Nullable
    Worker take(int loop) {
        for (int at = 0; at < ofLoops.size(); at++) {
            var here = ofLoops.get((loop + at) % ofLoops.size());
            for (Worker worker = here.pollFirst(); worker != null; worker = here.pollFirst()) {
                if (!worker.isLeaving()) {
                    return worker;
                }
            }
        }
        return null;
    }

    /** Those that run nothing. */
    int idle() {
        int count = 0;
        for (var here : ofLoops) {
            for (Worker worker : here) {
                count += worker.isIdle() ? 1 : 0;
            }
        }
        return count;
    }

    /** Takes out the workers that have run nothing since then, {@code most} of them at most. */
    List<Worker> takeIdleSince(int loop, long sinceNanos, int most) {
        var taken = new ArrayList<Worker>();
        var here = ofLoops.get(loop);
        for (var oldest = here.descendingIterator(); oldest.hasNext() && taken.size() < most; ) {
            Worker worker = oldest.next();
            if (isIdleSince(worker, sinceNanos) && here.removeLastOccurrence(worker)) {
                take(worker, taken);
            }
        }
        return taken;
    }

    /** Nobody else can take a place of it now; one that got a call in the last moment stays. */
    private void take(Worker worker, List<Worker> taken) {
        if (worker.isIdle()) {
            taken.add(worker);
        } else {
            add(worker);
        }
    }

    private static boolean isIdleSince(Worker worker, long sinceNanos) {
        return worker.isIdle() && worker.idleSinceNanos() - sinceNanos < 0;
    }

    /** Tells all that run nothing just now, and have not since then. */
    void forEachIdleSince(long sinceNanos, Consumer<Worker> told) {
        ofLoops.forEach(here -> here.forEach(worker -> {
            if (isIdleSince(worker, sinceNanos)) {
                told.accept(worker);
            }
        }));
    }

    /** The moment since when its longest idle worker has run nothing, or {@code none}. */
    long oldest(long none) {
        long oldest = none;
        for (var here : ofLoops) {
            Worker worker = longestIdle(here);
            if (worker != null && worker.idleSinceNanos() - oldest < 0) {
                oldest = worker.idleSinceNanos();
            }
        }
        return oldest;
    }

    @Nullable
    Worker takeOldest() {
        ConcurrentLinkedDeque<Worker> from = null;
        Worker oldest = null;
        for (var here : ofLoops) {
            Worker worker = longestIdle(here);
            if (worker != null && (oldest == null || worker.idleSinceNanos() - oldest.idleSinceNanos() < 0)) {
                from = here;
                oldest = worker;
            }
        }
        var taken = new ArrayList<Worker>(1);
        if (from != null && oldest != null && from.removeLastOccurrence(oldest)) {
            take(oldest, taken);
        }
        return taken.isEmpty() ? null : taken.getFirst();
    }

    private static @Nullable Worker longestIdle(ConcurrentLinkedDeque<Worker> here) {
        for (var oldest = here.descendingIterator(); oldest.hasNext(); ) {
            Worker worker = oldest.next();
            if (worker.isIdle()) {
                return worker;
            }
        }
        return null;
    }
}
