package funcgraph.runtime.pool;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.NoWorker;
import funcgraph.runtime.worker.Worker;
import funcgraph.runtime.worker.WorkerSpec;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one revision and the calls that wait for them. It is shared by all loops and has no lock: idle workers
 * and waiting calls stand in concurrent queues, and whoever puts one in looks afterwards whether the other side has
 * something for it. It is there as long as something holds it: a worker from its start to its end, a call from the
 * moment it asks until it gives its worker back.
 */
final class Crew {

    private static final int ENDED = -1;

    /** The real platform's number for initializers (runtimes 1.4). */
    private static final int START_ATTEMPTS = 3;

    /** A reserved worker is not put to rest between two calls that follow each other. */
    private static final long REST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WorkerPool pool;
    private final WorkerSpec spec;
    private final IdleWorkers idle;
    private final WaitingCalls waiting;
    private final Hiring hiring;
    private final Crowd crowd;
    private final AtomicInteger holds = new AtomicInteger();
    private final AtomicBoolean heldByReserve = new AtomicBoolean();
    private volatile boolean retiring;

    Crew(WorkerPool pool, WorkerSpec spec, int loops) {
        this.pool = pool;
        this.spec = spec;
        this.idle = new IdleWorkers(loops);
        this.waiting = new WaitingCalls(loops);
        this.crowd = new Crowd(pool.processors());
        this.hiring = new Hiring(pool, this, crowd);
    }

    WorkerSpec spec() {
        return spec;
    }

    int waitingCalls() {
        return waiting.count();
    }

    CrewStats stats() {
        return new CrewStats(
                spec.function(),
                spec.version(),
                spec.runtime(),
                spec.memoryMb(),
                hiring.staffed(),
                idle.idle(),
                waiting.count());
    }

    long longestWaitNanos(long nowNanos) {
        return waiting.oldestAge(nowNanos);
    }

    /** Whether it could still be entered; a crew that has ended is replaced by a new one. */
    boolean enter() {
        for (int now = holds.get(); now != ENDED; now = holds.get()) {
            if (holds.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** For whoever is inside and brings in another: the crew has not ended. */
    void hold() {
        holds.incrementAndGet();
    }

    void leave() {
        if (holds.decrementAndGet() == 0 && holds.compareAndSet(0, ENDED)) {
            pool.ended(this);
        }
    }

    /** For a caller that has entered; the hold is the lease's from now on, or ends with the refusal. */
    Future<Lease> lease(Shard shard, long deadlineNanos) {
        Worker worker = pool.isClosed() || isDense(0) ? null : takePlace(shard.index());
        if (worker != null) {
            worker.takeInitMicros();
            return Future.succeededFuture(open(worker, 0, deadlineNanos));
        }
        long now = System.nanoTime();
        InvokeOutcome refusal = refusal(now, deadlineNanos);
        if (refusal != null) {
            leave();
            return Future.failedFuture(new NoWorker(refusal));
        }
        var waiter = new Waiter(now, deadlineNanos);
        waiting.add(shard.index(), waiter);
        settle();
        if (!waiter.isSettled()) {
            shard.lookAfter(this);
            hiring.grow(shard, now);
        }
        return waiter.lease();
    }

    /** Workers with several places run calls side by side anyway. */
    private boolean isDense(long waitedNanos) {
        return spec.places() == 1 && !retiring && crowd.isDense(waitedNanos);
    }

    /** A worker that has a place, which is taken from now on. */
    private @Nullable Worker takePlace(int loop) {
        Worker worker = idle.take(loop);
        if (worker != null && worker.takePlace() > 0) {
            idle.add(worker);
            settle(); // who came while it was in hand has seen none
        }
        return worker;
    }

    /** For a lease whose worker was dead when it was to be used. */
    Future<Lease> leaseAgain(long deadlineNanos) {
        hold();
        return lease(pool.here(), deadlineNanos);
    }

    private @Nullable InvokeOutcome refusal(long now, long deadlineNanos) {
        if (pool.isClosed()) {
            return new InvokeOutcome.Overloaded("the server is stopping");
        }
        if (Seats.memoryMb(spec) > pool.limits().memoryMb()) {
            return new InvokeOutcome.Overloaded("the function's %d MB are more than the %d MB for all functions"
                    .formatted(spec.memoryMb(), pool.limits().memoryMb()));
        }
        int most = pool.limits().maxWaitersPerRevision();
        if (waiting.count() >= most) {
            return new InvokeOutcome.Overloaded("%d calls of the function already wait for a worker".formatted(most));
        }
        return now - deadlineNanos >= 0 ? tooLate() : null;
    }

    private static InvokeOutcome tooLate() {
        return new InvokeOutcome.Overloaded("no worker became free in the time that the call may wait");
    }

    private Lease open(Worker worker, long initMicros, long deadlineNanos) {
        pool.leaseOpened();
        crowd.entered();
        return new Lease(this, worker, initMicros, deadlineNanos);
    }

    /** A lease is over and its worker is in nobody's hands. */
    void closeLease() {
        closed();
        leave();
    }

    private void closed() {
        crowd.left();
        pool.leaseClosed();
    }

    /** A lease is over and its worker, if it stays, can serve the next. */
    void takeBack(Worker worker) {
        closed();
        if (!worker.isLeaving()) {
            Waiter waiter = waiting.next(worker.loop().index());
            if (waiter != null) {
                give(waiter, worker);
            } else {
                freePlace(worker);
            }
        }
        leave();
    }

    /** Nobody waits for it just now. */
    private void freePlace(Worker worker) {
        int free = worker.freePlace();
        if (free == worker.places()) {
            worker.idleSince(System.nanoTime());
        }
        if (free == 1) { // else it stands there already
            idle.add(worker);
        }
        settle();
    }

    /** Takes in a worker that has just got its code: its places go to calls that wait, or have it wait for some. */
    void welcome(Worker worker) {
        int places = spec.places();
        int taken = 0;
        var guests = new ArrayList<Waiter>(1);
        while (taken < places) {
            Waiter waiter = waiting.next(worker.loop().index());
            if (waiter == null) {
                break;
            }
            guests.add(waiter);
            taken++;
        }
        worker.openPlaces(places, taken);
        worker.idleSince(System.nanoTime());
        if (taken == 0) {
            worker.takeInitMicros(); // whoever gets it later has not waited for it
        }
        if (taken < places) {
            idle.add(worker);
        }
        guests.forEach(waiter -> give(waiter, worker));
        settle();
    }

    private void give(Waiter waiter, Worker worker) {
        waiter.give(open(worker, worker.takeInitMicros() + waiter.spentMicros(), waiter.deadlineNanos()));
    }

    /** Brings free places and waiting calls together until one side has none. */
    private void settle() {
        while (!waiting.isEmpty() && !isDense(longestWaitNanos(System.nanoTime()))) {
            Worker worker = idle.take(0);
            if (worker == null) {
                return;
            }
            Waiter waiter = waiting.next(worker.loop().index());
            if (waiter == null) {
                idle.add(worker);
            } else {
                if (worker.takePlace() > 0) {
                    idle.add(worker);
                }
                give(waiter, worker);
            }
        }
        if (retiring || pool.isClosed()) {
            endIdle();
        }
    }

    private void endIdle() {
        for (Worker worker = idle.take(0); worker != null; worker = idle.take(0)) {
            hiring.dismiss(worker);
        }
    }

    /**
     * Has so many workers there from now on, called or not; the caller has entered, and need not leave. A crew that
     * retires keeps none.
     */
    void reserve(int workers, boolean restWhenIdle) {
        int spare = hiring.present() - workers;
        int fewer = hiring.reserve().wanted() - workers;
        hiring.reserve().set(retiring ? 0 : workers, restWhenIdle);
        if (!restWhenIdle) {
            idle.forEachIdleSince(System.nanoTime(), worker -> worker.rest(false));
        }
        boolean holds = hiring.reserve().wanted() > 0 && heldByReserve.compareAndSet(false, true);
        if (retiring || workers == 0) {
            releaseReserve();
        }
        for (int more = Math.min(spare, fewer); more > 0; more--) {
            Worker worker = idle.takeOldest();
            if (worker == null) {
                break; // those in a call end when they have been idle for long
            }
            hiring.dismiss(worker);
        }
        hiring.fill();
        if (!holds) {
            leave();
        }
    }

    private void releaseReserve() {
        hiring.reserve().set(0, false);
        if (heldByReserve.compareAndSet(true, false)) {
            leave();
        }
    }

    ReserveState reserveState() {
        int wanted = hiring.reserve().wanted();
        double busy = (double) (crowd.running() + waiting.count()) / spec.places();
        return new ReserveState(
                Math.min(wanted, hiring.present()),
                wanted,
                busy,
                hiring.reserve().trouble());
    }

    /** From now on its workers are only for calls that were accepted before, and those still to come with this revision. */
    void retire() {
        retiring = true;
        releaseReserve();
        settle();
    }

    /** Refuses all that wait; for the end of the server. */
    void close() {
        waiting.drain(
                System.nanoTime(), waiter -> refuse(waiter, new InvokeOutcome.Overloaded("the server is stopping")));
        releaseReserve();
        settle();
    }

    /** Looks after the calls that wait on {@code shard}: false when there are none. On its loop. */
    boolean tick(Shard shard, long nowNanos) {
        waiting.expire(shard.index(), nowNanos, waiter -> refuse(waiter, tooLate()));
        if (waiting.isEmpty(shard.index())) {
            return false;
        }
        settle();
        hiring.grow(shard, nowNanos);
        return true;
    }

    private void refuse(Waiter waiter, InvokeOutcome outcome) {
        waiter.refuse(outcome);
        leave();
    }

    /** A worker is gone. */
    void departed(Worker worker) {
        idle.remove(worker);
        leave();
    }

    /** The calls that have waited since before a start share its failure; later ones get a start of their own. */
    void fail(InvokeOutcome outcome, long beganNanos) {
        waiting.drain(beganNanos, waiter -> refuse(waiter, outcome));
    }

    /**
     * A start failed that began then, and another one may not: the calls that have waited since before have another
     * attempt, or get the failure when it was their last.
     */
    void charge(InvokeOutcome failure, long beganNanos) {
        long now = System.nanoTime();
        long micros =
                failure instanceof InvokeOutcome.InitFailed it ? it.usage().initMicros() : 0;
        waiting.takeIf(
                waiter -> waiter.charge(beganNanos, now, micros) >= START_ATTEMPTS,
                waiter -> refuse(waiter, after(waiter.spentMicros(), failure)));
    }

    private static InvokeOutcome after(long initMicros, InvokeOutcome last) {
        if (!(last instanceof InvokeOutcome.InitFailed failed)) {
            return last;
        }
        var usage = failed.usage();
        return new InvokeOutcome.InitFailed(
                failed.errorCode(),
                failed.errorJson(),
                new InvokeOutcome.Usage(usage.durationMicros(), initMicros, usage.peakMemoryKb(), usage.logTail()));
    }

    /** Ends the workers of one loop that have been idle since before {@code sinceNanos}, but for those reserved. */
    void endIdleSince(int loop, long sinceNanos) {
        int spare = hiring.spare();
        if (spare > 0) {
            idle.takeIdleSince(loop, sinceNanos, spare).forEach(hiring::dismiss);
        }
    }

    /** From time to time: starts what is missing of the reserve, and puts to rest what runs nothing. */
    void lookAfterReserve(long nowNanos) {
        if (hiring.reserve().wanted() > 0) {
            hiring.fill();
            if (hiring.reserve().restsWhenIdle()) {
                idle.forEachIdleSince(nowNanos - REST_AFTER_NANOS, worker -> worker.rest(true));
            }
        }
    }

    /** The moment since when its longest idle worker has been idle, or {@code none}; those reserved do not count. */
    long oldestIdle(long none) {
        return hiring.spare() > 0 ? idle.oldest(none) : none;
    }

    /** Whether a worker was ended to make room for another function's. */
    boolean evict() {
        Worker worker = hiring.spare() > 0 ? idle.takeOldest() : null;
        if (worker != null) {
            hiring.dismissed(worker);
            pool.evict(worker, Seats.memoryMb(spec));
        }
        return worker != null;
    }
}
