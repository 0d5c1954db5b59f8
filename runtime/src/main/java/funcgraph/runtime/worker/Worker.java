package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.InvokeOutcome.Usage;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Child.Exit;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameReader;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.MalformedFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * One process that runs one revision of one function, one call at a time. It lives on one loop: all that changes it
 * happens there, and methods without another word are to be called there.
 */
public final class Worker implements Loop.Watched, Door.Guest {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long LOAD_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long EXIT_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Buffer NOTHING = Buffer.buffer(0);

    private final Loop loop;
    private final RuntimeName runtime;
    private final Promise<Worker> booted = Promise.promise();
    private final Promise<Void> gone = Promise.promise();
    private final Logbook logbook = new Logbook();
    private volatile WorkerState state = WorkerState.BOOTING;
    private volatile long idleSinceNanos;
    private @Nullable Child child;
    private @Nullable NetSocket socket;
    private @Nullable FrameReader reader;
    private @Nullable WorkerSpec spec;

    private @Nullable Promise<Long> specialising;
    private @Nullable Promise<InvokeOutcome> calling;
    private int callId;
    private long startedNanos;
    private long deadlineNanos;
    private long initMicros;
    private boolean initializing;

    private Worker(Loop loop, RuntimeName runtime) {
        this.loop = loop;
        this.runtime = runtime;
    }

    /** Starts a process without code; {@link #booted} tells what comes of it within {@code patience}. */
    public static Worker boot(
            Loop loop, Door door, Launcher launcher, Bootstraps bootstraps, RuntimeName runtime, Duration patience) {
        var worker = new Worker(loop, runtime);
        worker.start(door, launcher, bootstraps, patience);
        return worker;
    }

    /** Completes on the loop when the worker can be specialised; fails with {@link NoWorker} when it never can. */
    public Future<Worker> booted() {
        return booted.future();
    }

    public Loop loop() {
        return loop;
    }

    public RuntimeName runtime() {
        return runtime;
    }

    /** On any thread. A dead worker is never called again; a live one may die at any moment. */
    public boolean isDead() {
        return state == WorkerState.DEAD;
    }

    /** Completes on the loop when the process has ended and was reaped. */
    public Future<Void> gone() {
        return gone.future();
    }

    /** On any thread, by whoever holds the worker alone. */
    public void idleSince(long nowNanos) {
        idleSinceNanos = nowNanos;
    }

    public long idleSinceNanos() {
        return idleSinceNanos;
    }

    private void start(Door door, Launcher launcher, Bootstraps bootstraps, Duration patience) {
        String secret = door.expect(this);
        await(patience.toNanos());
        // Starting a process takes milliseconds, which are not the loop's to give.
        Thread.ofVirtual().name("launch-" + runtime).start(() -> {
            try {
                Child started = launcher.start(bootstraps.launch(runtime, door.path(), secret));
                Headers.warmUp();
                loop.run(() -> launched(started));
            } catch (Exception cannotStart) {
                loop.run(() -> notLaunched(cannotStart));
            }
        });
        booted.future().onFailure(ignored -> door.forget(secret));
    }

    private void launched(Child started) {
        child = started;
        logbook.of(started);
        started.exited().whenComplete((exit, ignored) -> loop.run(() -> exited(exit)));
        if (isDead()) {
            started.kill();
        }
        meet();
    }

    private void notLaunched(Exception cause) {
        boolean alreadyDead = isDead();
        become(WorkerState.DEAD);
        loop.unwatch(this);
        if (!alreadyDead) {
            var outcome = cause instanceof NoWorker known ? known.outcome() : new InvokeOutcome.PlatformFailed(cause);
            answer(ignored -> outcome);
        }
        gone.tryComplete();
    }

    @Override
    public void arrived(NetSocket arrivedSocket, FrameReader arrivedReader, String version) {
        if (isDead()) {
            arrivedSocket.close();
            return;
        }
        socket = arrivedSocket;
        reader = arrivedReader;
        arrivedSocket.handler(this::read);
        arrivedSocket.closeHandler(ignored -> lost());
        arrivedSocket.exceptionHandler(ignored -> arrivedSocket.close());
        meet();
    }

    /** The process and its socket come by different ways: the worker is there when both are. */
    private void meet() {
        if (child != null && socket != null && state == WorkerState.BOOTING) {
            become(WorkerState.IDLE_GENERIC);
            loop.unwatch(this);
            booted.complete(this);
        }
    }

    /**
     * Loads the code of {@code wanted} and runs its initializer. Gives the microseconds that took; fails with
     * {@link NoWorker}, and then the worker is dead.
     */
    public Future<Long> specialise(WorkerSpec wanted) {
        if (state != WorkerState.IDLE_GENERIC) {
            return Future.failedFuture(new NotSent());
        }
        become(WorkerState.SPECIALISING);
        Promise<Long> promise = Promise.promise();
        specialising = promise;
        spec = wanted;
        await(LOAD_NANOS);
        send(FrameType.INIT, Headers.init(wanted), NOTHING);
        return promise.future();
    }

    /**
     * Runs the handler. The future gives an outcome, or fails with {@link NotSent} when the worker died before it was
     * asked. May be called on any thread; it is answered on {@code answers}.
     */
    public Future<InvokeOutcome> call(Call call, Caller answers) {
        Promise<InvokeOutcome> promise = Promise.promise();
        if (loop.isCurrent()) {
            begin(call, promise);
            return promise.future();
        }
        Promise<InvokeOutcome> there = Promise.promise();
        there.future().onComplete((outcome, failure) -> answers.run(() -> promise.complete(outcome, failure)));
        loop.run(() -> begin(call, there));
        return promise.future();
    }

    private void begin(Call call, Promise<InvokeOutcome> promise) {
        WorkerSpec function = spec;
        if (state != WorkerState.READY || function == null) {
            promise.fail(new NotSent());
            return;
        }
        become(WorkerState.BUSY);
        calling = promise;
        callId++;
        await(TimeUnit.SECONDS.toNanos(function.timeoutSeconds()));
        send(FrameType.CALL, Headers.call(call), call.event());
    }

    /** The microseconds its specialisation took, to be told once: to the first that waited for it. */
    public long takeInitMicros() {
        long micros = initMicros;
        initMicros = 0;
        return micros;
    }

    /** On any thread: lets a running call finish, and then ends the process; an idle one ends at once. */
    public void end() {
        loop.run(() -> {
            if (state == WorkerState.BUSY) {
                become(WorkerState.DRAINING);
            } else if (!state.isRunning()) {
                condemn(usage -> new InvokeOutcome.WorkerDied("the worker was ended", usage));
            }
        });
    }

    /** On any thread: ends the process now. A call that it runs comes out as {@link InvokeOutcome.WorkerDied}. */
    public void kill(String why) {
        loop.run(() -> condemn(usage -> new InvokeOutcome.WorkerDied(why, usage)));
    }

    /** Takes what an idle worker printed out of its pipe, so that a thread left running does not block on it. */
    public void drainIdle() {
        if (!state.isRunning()) {
            logbook.drain();
        }
    }

    private void await(long nanos) {
        startedNanos = System.nanoTime();
        deadlineNanos = startedNanos + nanos;
        loop.watch(this);
    }

    private void send(FrameType type, byte[] header, Buffer payload) {
        NetSocket to = socket;
        if (to != null) {
            to.write(Frame.encode(type, callId, header, payload));
            if (Frame.payloadFollows(payload)) {
                to.write(payload);
            }
        }
    }

    private void read(Buffer bytes) {
        FrameReader frames = reader;
        if (frames == null || isDead()) {
            return;
        }
        try {
            frames.accept(bytes, this::received);
        } catch (MalformedFrame | JacksonException garbage) {
            garbage("sent garbage on its socket: " + garbage.getMessage());
        }
    }

    private void received(Frame frame) {
        if (isDead()) {
            return;
        }
        boolean expected = switch (frame.type()) {
            case LOADED, READY, INIT_FAILED -> state == WorkerState.SPECIALISING;
            case RESULT, ERROR -> state.isRunning() && frame.callId() == callId;
            case HELLO, INIT, CALL -> false;
        };
        if (!expected) {
            garbage("sent a %s frame while %s".formatted(frame.type(), state));
            return;
        }
        switch (frame.type()) {
            case LOADED -> initializerBegins();
            case READY -> ready();
            case INIT_FAILED -> initFailed(frame);
            case RESULT -> answered(frame);
            case ERROR -> failed(frame);
            case HELLO, INIT, CALL -> throw new IllegalStateException("handled above");
        }
    }

    private void initializerBegins() {
        WorkerSpec function = spec;
        int seconds = function == null
                ? 0
                : function.initializer()
                        .map(WorkerSpec.Initializer::timeoutSeconds)
                        .orElse(0);
        initializing = true;
        deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private void ready() {
        Promise<Long> promise = specialising;
        become(WorkerState.READY);
        loop.unwatch(this);
        specialising = null;
        initMicros = micros();
        if (promise != null) {
            promise.complete(initMicros);
        }
    }

    private void initFailed(Frame frame) {
        int code = Headers.read(frame.header()).path("code").asInt(Outcomes.LOAD_FAILED);
        condemn(usage -> Outcomes.initFailed(code, frame.payload(), memoryMb(), usage));
    }

    private void answered(Frame frame) {
        succeed(usage -> new InvokeOutcome.Answered(frame.payload(), usage));
    }

    private void failed(Frame frame) {
        var header = Headers.read(frame.header());
        int code = header.path("code").asInt(Outcomes.RAISED);
        Function<Usage, InvokeOutcome> verdict =
                usage -> Outcomes.handlerFailed(code, frame.payload(), memoryMb(), usage);
        if (code == Outcomes.OUT_OF_MEMORY || header.path("leaving").asBoolean(false)) {
            condemn(verdict);
        } else {
            succeed(verdict);
        }
    }

    /** The call is over and the worker is as good as before, unless it was to be its last. */
    private void succeed(Function<Usage, InvokeOutcome> verdict) {
        if (state == WorkerState.DRAINING) {
            condemn(verdict);
            return;
        }
        become(WorkerState.READY);
        loop.unwatch(this);
        answer(verdict);
    }

    private void garbage(String what) {
        condemn(usage -> new InvokeOutcome.WorkerDied("the worker " + what, usage));
    }

    /** Ends the process and answers whoever waits for it without waiting for its end. */
    private void condemn(Function<Usage, InvokeOutcome> verdict) {
        if (isDead()) {
            return;
        }
        become(WorkerState.DEAD);
        loop.unwatch(this);
        closeSocket();
        if (child != null) {
            child.kill();
        }
        answer(verdict);
    }

    /** The other end is closed: the process is ending, and its exit status says why. */
    private void lost() {
        if (!isDead()) {
            become(WorkerState.DEAD);
            deadlineNanos = System.nanoTime() + EXIT_GRACE_NANOS;
            loop.watch(this);
        }
    }

    private void exited(@Nullable Exit exit) {
        if (!isDead()) {
            become(WorkerState.DEAD);
        }
        loop.unwatch(this);
        closeSocket();
        if (child != null) {
            child.kill(); // what it started may still run
        }
        var end = exit == null ? new Exit(-1, false) : exit;
        if (!booted.future().isComplete()) {
            LOG.warn("a worker for {} {} before it could be used: {}", runtime, end.text(), logbook.lastWords());
        }
        answer(usage -> Outcomes.died(end, logbook.lastWords(), memoryMb(), usage));
        gone.tryComplete();
    }

    @Override
    public void tick(long nowNanos) {
        boolean late = nowNanos - deadlineNanos > 0;
        logbook.drain();
        switch (state) {
            case BOOTING -> {
                if (late) {
                    condemn(usage -> new InvokeOutcome.PlatformFailed(
                            new java.util.concurrent.TimeoutException("a worker did not start in time")));
                }
            }
            case SPECIALISING ->
                watchMemory(late, nowNanos, usage -> Outcomes.initTimedOut(initializing ? spec : null, usage));
            case BUSY, DRAINING ->
                watchMemory(late, nowNanos, usage -> new InvokeOutcome.TimedOut(timeoutSeconds(), usage));
            case DEAD -> {
                if (late && child != null) {
                    child.kill();
                }
            }
            case IDLE_GENERIC, READY -> loop.unwatch(this);
        }
    }

    private void watchMemory(boolean late, long nowNanos, Function<Usage, InvokeOutcome> tooLate) {
        if (late) {
            condemn(tooLate);
        } else if (logbook.exceeds(memoryMb(), nowNanos)) {
            condemn(usage -> new InvokeOutcome.OutOfMemory(memoryMb(), usage));
        }
    }

    /** Tells whoever waits, if anyone still does. */
    private void answer(Function<Usage, InvokeOutcome> verdict) {
        Promise<Long> specialisation = specialising;
        Promise<InvokeOutcome> call = calling;
        specialising = null;
        calling = null;
        if (!booted.future().isComplete()) {
            booted.fail(new NoWorker(verdict.apply(Usage.NONE)));
        } else if (specialisation != null) {
            specialisation.fail(new NoWorker(verdict.apply(logbook.usage(0, micros()))));
        } else if (call != null) {
            call.complete(verdict.apply(logbook.usage(micros(), 0)));
        }
    }

    private long micros() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedNanos));
    }

    private int memoryMb() {
        return spec == null ? 0 : spec.memoryMb();
    }

    private int timeoutSeconds() {
        return spec == null ? 0 : spec.timeoutSeconds();
    }

    private void closeSocket() {
        if (socket != null) {
            socket.close();
        }
    }

    private void become(WorkerState next) {
        if (state != next) {
            if (!state.canBecome(next)) {
                throw new IllegalStateException("a worker that is %s cannot become %s".formatted(state, next));
            }
            state = next;
        }
    }
}
