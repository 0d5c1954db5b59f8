package funcgraph.runtime.pool;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.Mould;
import funcgraph.runtime.worker.NotSent;
import funcgraph.runtime.worker.Worker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a crew gets workers: when one more is worth its start, where it comes from, and what its failure means. */
final class Hiring implements Recruit.Employer {

    private static final Logger LOG = LoggerFactory.getLogger(Hiring.class);

    /** A machine that cannot start processes now is not asked at every tick while others serve the calls. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final WorkerPool pool;
    private final Crew crew;
    private final Crowd crowd;
    private final Set<Worker> staff = ConcurrentHashMap.newKeySet();
    private final AtomicInteger starting = new AtomicInteger();
    private final AtomicInteger hired = new AtomicInteger();
    private final Reserve reserve = new Reserve();
    private final AtomicBoolean fillsLater = new AtomicBoolean();
    private volatile long pausedUntilNanos = System.nanoTime();
    private volatile boolean startsFail;

    Hiring(WorkerPool pool, Crew crew, Crowd crowd) {
        this.pool = pool;
        this.crew = crew;
        this.crowd = crowd;
    }

    /** Workers that have their code and have not ended. */
    int staffed() {
        return staff.size();
    }

    /** Starts workers: no more than calls wait, and none while those there are will soon be free. */
    void grow(Shard shard, long nowNanos) {
        long patience = crowd.patienceNanos(pool.limits().growAfter().toNanos(), staff.size(), nowNanos);
        boolean tooSoon = nowNanos - pausedUntilNanos < 0 || crew.longestWaitNanos(nowNanos) < patience;
        if (tooSoon && !staff.isEmpty()) {
            return;
        }
        for (int now = starting.get(); isShort(now); now = starting.get()) {
            if (starting.compareAndSet(now, now + 1) && !hire(shard)) {
                starting.decrementAndGet();
                return;
            }
        }
    }

    Reserve reserve() {
        return reserve;
    }

    /** Workers that have their code and stay. */
    int present() {
        int present = 0;
        for (Worker worker : staff) {
            present += worker.isLeaving() ? 0 : 1;
        }
        return present;
    }

    /** Workers that nobody has reserved. */
    int spare() {
        int wanted = reserve.wanted();
        return wanted == 0 ? Integer.MAX_VALUE : present() - wanted;
    }

    void dismiss(Worker worker) {
        dismissed(worker);
        worker.end();
    }

    /** It is being ended, on purpose. */
    void dismissed(Worker worker) {
        staff.remove(worker);
    }

    /** Starts what is missing of the reserve, a few at a time; each that has come calls for the next. */
    void fill() {
        if (reserve.wanted() == 0 || pool.isClosed() || !crew.enter()) {
            return;
        }
        long early = reserve.leftNanos(System.nanoTime());
        if (early > 0) {
            fillAfter(early);
        } else {
            hireReserve();
        }
        crew.leave();
    }

    private void hireReserve() {
        for (int now = starting.get(); isFillable(now); now = starting.get()) {
            if (starting.compareAndSet(now, now + 1) && !hire(pool.anyShard())) {
                starting.decrementAndGet();
                fillAfter(reserve.failed(noPlace(), System.nanoTime()));
                return;
            }
        }
    }

    private boolean isFillable(int coming) {
        return coming < pool.limits().bootsAtOnce() && !(startsFail && coming > 0) && lacksReserve(coming);
    }

    private boolean lacksReserve(int coming) {
        int wanted = reserve.wanted();
        return wanted > 0 && present() + coming < wanted;
    }

    private String noPlace() {
        return hired.get() >= crew.spec().workersAtMost()
                ? "the function may have " + crew.spec().workersAtMost() + " instances"
                : "there is no room for another worker, with %d of %d MB and %d of %d workers in use"
                        .formatted(
                                pool.memoryTakenMb(),
                                pool.limits().memoryMb(),
                                pool.seats().taken(),
                                pool.limits().maxWorkers());
    }

    private void fillAfter(long nanos) {
        if (reserve.wanted() > 0 && !pool.isClosed() && fillsLater.compareAndSet(false, true)) {
            pool.later(nanos, () -> {
                fillsLater.set(false);
                fill();
            });
        }
    }

    /**
     * Whether more calls wait than {@code coming} workers will have places for. After a failed start one at a time has
     * to show whether it was chance: else each waiting call would pay for a start that fails as well.
     */
    private boolean isShort(int coming) {
        if (startsFail && coming > 0) {
            return false;
        }
        return (long) coming * crew.spec().places() < crew.waitingCalls();
    }

    /** Whether a worker is on its way. */
    private boolean hire(Shard shard) {
        if (!takeSeat()) {
            return false;
        }
        if (!pool.seats().takeMemoryFor(crew.spec())) {
            giveBackFunctionsSeat();
            pool.makeRoomFor(crew.spec());
            return false;
        }
        var mould = Mould.of(crew.spec());
        crew.hold();
        Worker generic = pool.stock().take(mould, shard.loop());
        if (generic != null) {
            generic.loop().run(() -> employ(generic));
        } else if (!pool.stock().hireStarting(mould, this)) {
            if (!pool.seats().take()) {
                giveBackSeat();
                pool.makeRoomFor(crew.spec());
                crew.leave();
                return false;
            }
            pool.stock().start(shard, mould, this);
        }
        return true;
    }

    /**
     * The function's own limit holds for each revision: the workers of an older one, which only finish their calls, must
     * not keep the newest from running.
     */
    private boolean takeSeat() {
        if (hired.incrementAndGet() <= crew.spec().workersAtMost()
                && pool.seats().takeFor(crew.spec().function())) {
            return true;
        }
        hired.decrementAndGet();
        return false;
    }

    private void giveBackSeat() {
        pool.seats().giveMemoryBackFor(crew.spec());
        giveBackFunctionsSeat();
    }

    private void giveBackFunctionsSeat() {
        hired.decrementAndGet();
        pool.seats().giveBackFor(crew.spec().function());
    }

    @Override
    public boolean stillWants() {
        int others = starting.get() - 1;
        return !pool.isClosed() && (isShort(others) || lacksReserve(others));
    }

    @Override
    public void recruited(Worker worker) {
        if (crew.waitingCalls() == 0
                && !lacksReserve(starting.get() - 1)
                && pool.stock().put(worker)) {
            failed(null);
        } else {
            employ(worker);
        }
    }

    @Override
    public void failed(@Nullable Throwable why) {
        starting.decrementAndGet();
        giveBackSeat();
        if (why != null) {
            startFailed(Leases.outcomeOf(why), System.nanoTime());
        }
        fillAfter(0);
        crew.leave();
    }

    private void employ(Worker worker) {
        long began = System.nanoTime();
        worker.gone().onComplete((none, failure) -> departed(worker));
        worker.specialise(crew.spec()).onComplete((micros, failure) -> {
            starting.decrementAndGet();
            if (failure == null) {
                startsFail = false;
                staff.add(worker);
                reserve.arrived(System.nanoTime(), !lacksReserve(0));
                crew.welcome(worker);
                fill();
                pool.replenishSoon(worker.mould());
            } else if (!(failure instanceof NotSent)) {
                startFailed(Leases.outcomeOf(failure), began);
            }
        });
    }

    /**
     * What user code did wrong it would do again, so the calls that waited for it are told; only an initializer has
     * further attempts. A fault of the machine they need not hear of while workers live that will serve them; without
     * any, a process that was killed may be followed by one that is not, and other faults by nothing better.
     */
    private void startFailed(InvokeOutcome outcome, long beganNanos) {
        if (reserve.wanted() > 0) {
            reserveFailed(outcome);
        }
        boolean alone = staff.stream().allMatch(Worker::isLeaving);
        if (outcome instanceof InvokeOutcome.InitFailed || (outcome instanceof InvokeOutcome.WorkerDied && alone)) {
            startsFail = true;
            crew.charge(outcome, beganNanos);
        } else if (isOfUserCode(outcome) || alone) {
            crew.fail(outcome, beganNanos);
        } else {
            pausedUntilNanos = System.nanoTime() + PAUSE_NANOS;
            LOG.warn("one more worker of {} could not be started: {}", crew.spec(), outcome);
        }
    }

    private void reserveFailed(InvokeOutcome outcome) {
        if (reserve.trouble().isEmpty()) {
            LOG.warn("a reserved worker of {} could not be started: {}", crew.spec(), Trouble.of(outcome));
        }
        fillAfter(reserve.failed(Trouble.of(outcome), System.nanoTime()));
    }

    /** A worker that died while it loaded may have been killed from outside: code that ends itself has no live ones. */
    private static boolean isOfUserCode(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.HandlerFailed it -> true;
            case InvokeOutcome.InitFailed it -> true;
            case InvokeOutcome.TimedOut it -> true;
            case InvokeOutcome.OutOfMemory it -> true;
            case InvokeOutcome.WorkerDied it -> false;
            case InvokeOutcome.PlatformFailed it -> false;
            case InvokeOutcome.RuntimeAbsent it -> false;
            case InvokeOutcome.Overloaded it -> false;
            case InvokeOutcome.Throttled it -> false;
            case InvokeOutcome.Disabled it -> false;
            case InvokeOutcome.Gone it -> false;
            case InvokeOutcome.Answered it -> false;
        };
    }

    private void departed(Worker worker) {
        boolean unexpected = staff.remove(worker);
        giveBackSeat();
        if (unexpected && reserve.wanted() > 0) {
            fillAfter(reserve.lost(System.nanoTime()));
        }
        crew.departed(worker);
    }
}
