package funcgraph.runtime.pool;

import funcgraph.runtime.worker.NotSent;
import funcgraph.runtime.worker.Worker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How a crew gets workers: when one more is worth its start, where it comes from, and what its failure means. */
final class Hiring implements Recruit.Employer {

    private final WorkerPool pool;
    private final Crew crew;
    private final Set<Worker> staff = ConcurrentHashMap.newKeySet();
    private final AtomicInteger starting = new AtomicInteger();

    Hiring(WorkerPool pool, Crew crew) {
        this.pool = pool;
        this.crew = crew;
    }

    /** Starts workers: no more than calls wait, and none while those there are will soon be free. */
    void grow(Shard shard, long nowNanos) {
        long patience = pool.limits().growAfter().toNanos();
        if (!staff.isEmpty() && crew.longestWaitNanos(nowNanos) < patience) {
            return;
        }
        for (int now = starting.get(); now < crew.waitingCalls(); now = starting.get()) {
            if (starting.compareAndSet(now, now + 1) && !hire(shard)) {
                starting.decrementAndGet();
                return;
            }
        }
    }

    /** Whether a worker is on its way. */
    private boolean hire(Shard shard) {
        var runtime = crew.spec().runtime();
        if (!pool.seats().takeFor(crew.spec().function())) {
            return false;
        }
        crew.hold();
        Worker generic = pool.stock().take(runtime, shard.loop());
        if (generic != null) {
            generic.loop().run(() -> employ(generic));
        } else if (!pool.stock().hireStarting(runtime, this)) {
            if (!pool.seats().take()) {
                pool.makeRoom();
                pool.seats().giveBackFor(crew.spec().function());
                crew.leave();
                return false;
            }
            pool.stock().start(shard, runtime, this);
        }
        return true;
    }

    @Override
    public boolean stillWants() {
        return !pool.isClosed() && crew.waitingCalls() >= starting.get();
    }

    @Override
    public void recruited(Worker worker) {
        if (crew.waitingCalls() == 0 && pool.stock().put(worker)) {
            failed(null);
        } else {
            employ(worker);
        }
    }

    @Override
    public void failed(@Nullable Throwable why) {
        starting.decrementAndGet();
        pool.seats().giveBackFor(crew.spec().function());
        if (why != null) {
            crew.fail(Leases.outcomeOf(why), System.nanoTime());
        }
        crew.leave();
    }

    private void employ(Worker worker) {
        long began = System.nanoTime();
        worker.gone().onComplete((none, failure) -> departed(worker));
        worker.specialise(crew.spec()).onComplete((micros, failure) -> {
            starting.decrementAndGet();
            if (failure == null) {
                staff.add(worker);
                crew.offer(worker);
                pool.stock().replenish(pool.here(), crew.spec().runtime());
            } else if (!(failure instanceof NotSent)) {
                crew.fail(Leases.outcomeOf(failure), began);
            }
        });
    }

    private void departed(Worker worker) {
        staff.remove(worker);
        pool.seats().giveBackFor(crew.spec().function());
        crew.departed(worker);
    }
}
