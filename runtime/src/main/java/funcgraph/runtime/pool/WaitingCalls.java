package funcgraph.runtime.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that wait for a worker of a crew, for each loop in the order they came. */
final class WaitingCalls {

    /** A call of another loop goes first when it has waited that much longer: the hop costs less than the waiting. */
    private static final long FAIR_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<Queue<Waiter>> ofLoops;
    private final AtomicInteger count = new AtomicInteger();

    WaitingCalls(int loops) {
        this.ofLoops = Stream.generate(() -> (Queue<Waiter>) new ConcurrentLinkedQueue<Waiter>())
                .limit(loops)
                .toList();
    }

    /** Counted after it is in: whoever adds one looks for a worker afterwards, so none is overlooked. */
    void add(int loop, Waiter waiter) {
        ofLoops.get(loop).add(waiter);
        count.incrementAndGet();
    }

    int count() {
        return Math.max(0, count.get());
    }

    boolean isEmpty() {
        return count.get() <= 0;
    }

    boolean isEmpty(int loop) {
        return head(ofLoops.get(loop)) == null;
    }

    /** Takes the call that a worker of {@code loop} shall serve. It is the caller's to settle. */
    @Nullable
    Waiter next(int loop) {
        while (count.get() > 0) {
            Waiter best = best(loop);
            if (best == null) {
                return null;
            }
            if (best.claim()) {
                count.decrementAndGet();
                return best;
            }
        }
        return null;
    }

    private @Nullable Waiter best(int loop) {
        Waiter best = head(ofLoops.get(loop));
        for (int other = 0; other < ofLoops.size(); other++) {
            Waiter head = other == loop ? null : head(ofLoops.get(other));
            if (head != null && (best == null || best.sinceNanos() - head.sinceNanos() > FAIR_NANOS)) {
                best = head;
            }
        }
        return best;
    }

    private static @Nullable Waiter head(Queue<Waiter> queue) {
        Waiter head = queue.peek();
        while (head != null && head.isSettled()) {
            queue.remove(head);
            head = queue.peek();
        }
        return head;
    }

    /** How long the first in line has waited, 0 when nobody waits. */
    long oldestAge(long nowNanos) {
        long age = 0;
        for (var queue : ofLoops) {
            Waiter head = head(queue);
            if (head != null) {
                age = Math.max(age, nowNanos - head.sinceNanos());
            }
        }
        return age;
    }

    /** Takes those of {@code loop} that may not wait any longer. */
    void expire(int loop, long nowNanos, Consumer<Waiter> late) {
        takeIf(ofLoops.get(loop), waiter -> waiter.isLate(nowNanos), late);
    }

    /** Takes all that have waited since {@code untilNanos} or before. */
    void drain(long untilNanos, Consumer<Waiter> taken) {
        takeIf(waiter -> waiter.sinceNanos() - untilNanos <= 0, taken);
    }

    /** Takes all that {@code meant} means; it is asked once about each. */
    void takeIf(Predicate<Waiter> meant, Consumer<Waiter> taken) {
        ofLoops.forEach(queue -> takeIf(queue, meant, taken));
    }

    private void takeIf(Queue<Waiter> queue, Predicate<Waiter> meant, Consumer<Waiter> taken) {
        var mine = new ArrayList<Waiter>();
        queue.removeIf(waiter -> meant.test(waiter) && waiter.claim() && mine.add(waiter));
        count.addAndGet(-mine.size());
        mine.forEach(taken);
    }
}
