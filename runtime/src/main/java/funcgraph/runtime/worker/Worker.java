package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One process that runs one revision of one function, as many calls at a time as that has places. It lives on one loop: all that changes it
 * happens there, and methods without another word are to be called there.
 */
public final class Worker {

    private final Loop loop;
    private final Mould mould;
    private final Life life;
    private final Future<Worker> booted;
    private final AtomicInteger freePlaces = new AtomicInteger(1);
    private int places = 1;
    private volatile long idleSinceNanos;

    private Worker(Loop loop, Mould mould) {
        this.loop = loop;
        this.mould = mould;
        this.life = new Life(loop, mould);
        this.booted = life.booted().map(this);
    }

    /** Starts a process without code; {@link #booted} tells what comes of it within {@code patience}. */
    public static Worker boot(Loop loop, Door door, Launches launches, Mould mould, Duration patience) {
        var worker = new Worker(loop, mould);
        String secret = door.expect(worker.life.guest());
        worker.booted.onComplete(ignored -> door.forget(secret)); // not every worker uses it
        worker.life.boot(() -> launches.start(mould, door.path(), secret), patience);
        return worker;
    }

    /** Completes on the loop when the worker can be specialised; fails with {@link NoWorker} when it never can. */
    public Future<Worker> booted() {
        return booted;
    }

    public Loop loop() {
        return loop;
    }

    public Mould mould() {
        return mould;
    }

    /** On any thread. Whether it will never be called again; a worker that stays may die at any moment. */
    public boolean isLeaving() {
        return life.isLeaving();
    }

    /** Opens its places, of which {@code inUse} are taken already. By whoever has had it specialised. */
    public void openPlaces(int all, int inUse) {
        places = all;
        freePlaces.set(all - inUse);
    }

    /** How many calls it runs at a time. */
    public int places() {
        return places;
    }

    /** On any thread. */
    public boolean isIdle() {
        return freePlaces.get() == places;
    }

    /** Takes one of its places, of which there must be one, and returns how many are left. On any thread. */
    public int takePlace() {
        return freePlaces.decrementAndGet();
    }

    /** Gives a place back and returns how many are free now. On any thread. */
    public int freePlace() {
        return freePlaces.incrementAndGet();
    }

    /** Completes on the loop when the process has ended and was reaped. */
    public Future<Void> gone() {
        return life.gone();
    }

    /** On any thread, by whoever holds the worker alone. */
    public void idleSince(long nowNanos) {
        idleSinceNanos = nowNanos;
    }

    public long idleSinceNanos() {
        return idleSinceNanos;
    }

    /** The microseconds its specialisation took, to be told once: to the first that waited for it. */
    public long takeInitMicros() {
        return life.takeInitMicros();
    }

    /**
     * Loads the code of {@code wanted} and runs its initializer. Gives the microseconds that took; fails with
     * {@link NoWorker}, and then the worker is dead.
     */
    public Future<Long> specialise(WorkerSpec wanted) {
        Promise<Long> promise = Promise.promise();
        life.specialise(wanted, promise);
        return promise.future();
    }

    /**
     * Runs the handler. The future gives an outcome, or fails with {@link NotSent} when the worker died before it was
     * asked. May be called on any thread; it is answered on {@code answers}.
     */
    public Future<InvokeOutcome> call(Call call, Caller answers) {
        Promise<InvokeOutcome> promise = Promise.promise();
        if (loop.isCurrent()) {
            life.call(call, promise);
            return promise.future();
        }
        Promise<InvokeOutcome> there = Promise.promise();
        there.future().onComplete((outcome, failure) -> answers.run(() -> promise.complete(outcome, failure)));
        loop.run(() -> life.call(call, there));
        return promise.future();
    }

    /** On any thread: lets running calls finish and user code tidy up, and then ends the process. */
    public void end() {
        loop.run(life::end);
    }

    /** On any thread: ends the process now. Calls that it runs come out as {@link InvokeOutcome.WorkerDied}. */
    public void kill(String why) {
        loop.run(() -> life.kill(why));
    }

    /** On any thread: while it runs nothing it gets next to no processor time, or again as much as ever. */
    public void rest(boolean resting) {
        loop.run(() -> life.rest(resting));
    }

    /** Whether user code tidies up, after the last call. */
    public boolean isStopping() {
        return life.isStopping();
    }

    /** Takes what an idle worker printed out of its pipe, so that a thread left running does not block on it. */
    public void drainIdle() {
        life.drainIdle();
    }
}
