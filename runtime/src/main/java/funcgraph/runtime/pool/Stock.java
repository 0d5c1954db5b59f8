package funcgraph.runtime.pool;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.pool.Recruit.Employer;
import funcgraph.runtime.worker.Loop;
import funcgraph.runtime.worker.Mould;
import funcgraph.runtime.worker.Worker;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Workers without code, ready or starting, of each mould that was ever used: with one of these a first call costs
 * only the load of its code.
 */
final class Stock {

    private final PoolLimits limits;
    private final Seats seats;
    private final Boots boots;
    private final Map<Mould, Shelf> shelves = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** What there is of one runtime. {@code count} are those that no one has taken: idle ones and starting ones. */
    private static final class Shelf {
        final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
        final ConcurrentLinkedQueue<Recruit> starting = new ConcurrentLinkedQueue<>();
        final AtomicInteger count = new AtomicInteger();
        volatile long usedNanos = System.nanoTime();
    }

    Stock(PoolLimits limits, Seats seats, Boots boots) {
        this.limits = limits;
        this.seats = seats;
        this.boots = boots;
    }

    /** Idle workers of all runtimes. */
    int idle() {
        return shelves.values().stream().mapToInt(shelf -> shelf.idle.size()).sum();
    }

    /** The same, of each runtime that has any. */
    Map<RuntimeName, Integer> idleByRuntime() {
        var counts = new EnumMap<RuntimeName, Integer>(RuntimeName.class);
        shelves.forEach((mould, shelf) -> counts.merge(mould.runtime(), shelf.idle.size(), Integer::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Takes an idle one, rather of {@code near} than of another loop. */
    @Nullable
    Worker take(Mould mould, Loop near) {
        Shelf shelf = shelf(mould);
        shelf.usedNanos = System.nanoTime();
        for (Worker worker : shelf.idle) {
            if (worker.loop() == near && claim(shelf, worker)) {
                return worker;
            }
        }
        for (Worker worker : shelf.idle) {
            if (claim(shelf, worker)) {
                return worker;
            }
        }
        return null;
    }

    private static boolean claim(Shelf shelf, Worker worker) {
        if (!shelf.idle.remove(worker)) {
            return false;
        }
        shelf.count.decrementAndGet();
        return !worker.isLeaving();
    }

    /** Whether {@code employer} will get one that was starting for nobody in particular. */
    boolean hireStarting(Mould mould, Employer employer) {
        Shelf shelf = shelf(mould);
        for (Recruit recruit = shelf.starting.poll(); recruit != null; recruit = shelf.starting.poll()) {
            if (recruit.hire(employer)) {
                shelf.count.decrementAndGet();
                return true;
            }
        }
        return false;
    }

    /** Starts one on {@code shard} when its turn comes. The caller has taken the seat, which the worker gives back. */
    void start(Shard shard, Mould mould, Employer employer) {
        boots.submit(() -> shard.loop().run(() -> boot(shard, mould, new Recruit(employer))));
    }

    /** Whether a worker that turned out not to be needed could be put by. */
    boolean put(Worker worker) {
        Shelf shelf = shelf(worker.mould());
        if (closed || shelf.count.incrementAndGet() > limits.genericPerRuntime()) {
            shelf.count.decrementAndGet();
            return false;
        }
        shelve(shelf, worker);
        return true;
    }

    /** Starts as many as are missing, if there is room. */
    void replenish(Shard shard, Mould mould) {
        Shelf shelf = shelf(mould);
        while (!closed && shelf.count.get() < limits.genericPerRuntime()) {
            if (shelf.count.incrementAndGet() > limits.genericPerRuntime() || !seats.take()) {
                shelf.count.decrementAndGet();
                return;
            }
            var recruit = new Recruit(null);
            shelf.starting.add(recruit);
            boots.submit(() -> shard.loop().run(() -> boot(shard, mould, recruit)));
        }
    }

    private void boot(Shard shard, Mould mould, Recruit recruit) {
        Employer employer = recruit.employer();
        if (closed || (employer != null && !employer.stillWants())) {
            boots.done();
            seats.giveBack();
            failed(mould, recruit, null);
            return;
        }
        Worker worker = shard.boot(mould);
        worker.gone().onComplete((none, failure) -> seats.giveBack());
        worker.booted().onComplete((ready, failure) -> {
            boots.done();
            if (failure != null) {
                failed(mould, recruit, failure);
            } else {
                arrived(mould, recruit, worker);
            }
        });
    }

    private void failed(Mould mould, Recruit recruit, @Nullable Throwable why) {
        Employer employer = settle(mould, recruit);
        if (employer == null) {
            shelf(mould).count.decrementAndGet();
        } else {
            employer.failed(why);
        }
    }

    private void arrived(Mould mould, Recruit recruit, Worker worker) {
        Employer employer = settle(mould, recruit);
        if (employer == null) {
            shelve(shelf(mould), worker);
        } else {
            employer.recruited(worker);
        }
    }

    private @Nullable Employer settle(Mould mould, Recruit recruit) {
        shelf(mould).starting.remove(recruit);
        return recruit.settle();
    }

    private void shelve(Shelf shelf, Worker worker) {
        worker.idleSince(System.nanoTime());
        shelf.idle.addFirst(worker);
        worker.gone().onComplete((none, failure) -> {
            if (shelf.idle.remove(worker)) {
                shelf.count.decrementAndGet();
            }
        });
        if (closed) {
            endAll(shelf);
        }
    }

    /** Ends workers by {@code eviction} with the memory they count as. */
    interface Eviction {
        void end(Worker worker, int memoryMb);
    }

    /** Whether one was ended to make room for something more useful. */
    boolean evict(Eviction eviction) {
        for (Shelf shelf : shelves.values()) {
            Worker worker = shelf.idle.peekLast();
            if (worker != null && claim(shelf, worker)) {
                eviction.end(worker, Seats.GENERIC_MB);
                return true;
            }
        }
        return false;
    }

    /** Ends those whose mould has not been used for long. */
    void sweep(long nowNanos) {
        long keep = limits.genericKeepAlive().toNanos();
        for (Shelf shelf : shelves.values()) {
            if (nowNanos - shelf.usedNanos > keep) {
                endAll(shelf);
            }
        }
    }

    void close() {
        closed = true;
        shelves.values().forEach(Stock::endAll);
    }

    private static void endAll(Shelf shelf) {
        for (Worker worker : shelf.idle) {
            if (claim(shelf, worker)) {
                worker.end();
            }
        }
    }

    private Shelf shelf(Mould mould) {
        return shelves.computeIfAbsent(mould, ignored -> new Shelf());
    }
}
