package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.InvokeOutcome.Answered;
import funcgraph.domain.InvokeOutcome.OutOfMemory;
import funcgraph.domain.InvokeOutcome.PlatformFailed;
import funcgraph.domain.InvokeOutcome.Usage;
import funcgraph.domain.InvokeOutcome.WorkerDied;
import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Child.Exit;
import funcgraph.runtime.launch.Settlement;
import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a worker stands and what becomes of it: each change of its {@link WorkerState} is made here. It has one errand
 * at most, or as many calls as it has places; the end of each is told once, by whichever comes first: an answer, the
 * clock, the memory limit, the end of the process. All on the worker's loop.
 */
final class Life implements Loop.Watched, WorkerProcess.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Life.class);
    private static final long EXIT_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Buffer NOTHING = Buffer.buffer(0);
    private static final Runs NONE = new Runs(1);
    private static final int NO_CALL = 0;
    private static final byte[] NO_HEADER = {};

    private final Loop loop;
    private final Mould mould;
    private final WorkerProcess process;
    private final Promise<Void> booted = Promise.promise();
    private final Promise<Void> gone = Promise.promise();
    private volatile WorkerState state = WorkerState.BOOTING;
    private @Nullable Errand errand;
    private @Nullable WorkerSpec spec;
    private Runs runs = NONE;
    private byte[] initHeader = NO_HEADER;
    private long initMicros;
    private long exitByNanos;
    private boolean resting;

    Life(Loop loop, Mould mould) {
        this.loop = loop;
        this.mould = mould;
        this.process = new WorkerProcess(loop, this);
    }

    Future<Void> booted() {
        return booted.future();
    }

    Future<Void> gone() {
        return gone.future();
    }

    /** On any thread. */
    boolean isLeaving() {
        return state.isLeaving();
    }

    boolean isStopping() {
        return state == WorkerState.STOPPING;
    }

    private boolean isOver() {
        return state == WorkerState.DEAD;
    }

    Door.Guest guest() {
        return process;
    }

    long takeInitMicros() {
        long micros = initMicros;
        initMicros = 0;
        return micros;
    }

    void boot(Callable<Child> launch, Duration patience) {
        undertake(new Errand.Boot(booted, patience));
        process.start(mould, launch);
    }

    void specialise(WorkerSpec wanted, Promise<Long> promise) {
        if (state != WorkerState.IDLE_GENERIC) {
            promise.fail(new NotSent());
            return;
        }
        become(WorkerState.SPECIALISING);
        spec = wanted;
        runs = new Runs(wanted.places());
        process.logbook().serves(runs);
        undertake(new Errand.Specialisation(promise, wanted));
        Path code = process.settle(
                new Settlement(wanted.codeDirectory(), wanted.memoryMb(), wanted.cpuMillicores(), wanted.network()));
        // Written meanwhile, because both take as long.
        initHeader = Headers.init(wanted, code, UUID.randomUUID().toString());
    }

    @Override
    public void settled() {
        if (state == WorkerState.SPECIALISING) {
            process.send(FrameType.INIT, NO_CALL, initHeader, NOTHING);
        }
        initHeader = NO_HEADER;
    }

    @Override
    public void notSettled(Exception cause) {
        condemn(usage -> new PlatformFailed(cause));
    }

    void call(Call call, Promise<InvokeOutcome> promise) {
        WorkerSpec function = spec;
        if (!state.takesCalls() || runs.isFull() || function == null) {
            promise.fail(new NotSent());
            return;
        }
        boolean alone = state == WorkerState.READY;
        if (alone) {
            if (resting) {
                rest(false);
            }
            become(WorkerState.BUSY);
            loop.watch(this);
        }
        long logFrom = process.logbook().begin(alone);
        var run = new Errand.Run(promise, call, function.timeoutSeconds(), logFrom, runs.areMany());
        int callId = runs.open(run);
        process.logbook().opened(run);
        if (call.outlet() != null) {
            process.stream(callId, call.outlet());
        }
        process.send(FrameType.CALL, callId, Headers.call(call), call.event());
    }

    void rest(boolean wanted) {
        if (resting != wanted && (state == WorkerState.READY || !wanted)) {
            resting = wanted;
            process.rest(wanted);
        }
    }

    /** Lets running calls finish and user code tidy up, and then ends. */
    void end() {
        switch (state) {
            case BUSY -> become(WorkerState.DRAINING);
            case READY -> stop();
            case BOOTING, IDLE_GENERIC, SPECIALISING -> condemn(Life::ended);
            case DRAINING, STOPPING, DEAD -> {}
        }
    }

    /** There are no calls any more. */
    private void stop() {
        WorkerSpec function = spec;
        if (function == null || function.preStop().isEmpty()) {
            condemn(Life::ended);
            return;
        }
        rest(false);
        become(WorkerState.STOPPING);
        undertake(new Errand.Stop(Duration.ofSeconds(function.preStop().get().timeoutSeconds())));
        process.send(FrameType.STOP, NO_CALL, NO_HEADER, NOTHING);
    }

    private static InvokeOutcome ended(Usage usage) {
        return new WorkerDied("the worker was ended", usage);
    }

    void kill(String why) {
        condemn(usage -> new WorkerDied(why, usage));
    }

    void drainIdle() {
        if (!state.isRunning()) {
            process.logbook().drain();
        }
    }

    private void undertake(Errand next) {
        errand = next;
        loop.watch(this);
    }

    @Override
    public void tick(long nowNanos) {
        process.logbook().drain();
        switch (state) {
            case BOOTING, SPECIALISING, BUSY, DRAINING, STOPPING -> inspect(nowNanos);
            case DEAD -> {
                if (nowNanos - exitByNanos > 0) {
                    process.kill();
                }
            }
            case IDLE_GENERIC, READY -> loop.unwatch(this);
        }
    }

    private void inspect(long nowNanos) {
        Errand current = errand;
        Errand.Run late = runs.late(nowNanos);
        if (current != null && current.isLate(nowNanos)) {
            condemn(current::tooLate);
        } else if (late != null) {
            tooLate(late);
        } else if (spec != null && process.logbook().exceeds(memoryMb(), nowNanos)) {
            condemn(usage -> new OutOfMemory(memoryMb(), usage));
        }
    }

    /** The platform ends the whole instance, as the real one does: user code that hangs cannot be called off. */
    private void tooLate(Errand.Run late) {
        process.logbook().drainBeforeEnd();
        runs.close(late);
        late.end(late::tooLate, process.logbook());
        condemn(usage -> new WorkerDied(late.tooLateForOthers(), usage));
    }

    @Override
    public void met() {
        if (state == WorkerState.BOOTING) {
            become(WorkerState.IDLE_GENERIC);
            loop.unwatch(this);
            errand = null;
            booted.complete();
        }
    }

    @Override
    public void received(Frame frame) {
        if (isOver()) {
            return;
        }
        Errand.Run run = runs.find(frame.callId());
        if (!state.expects(frame.type()) || (run == null && frame.callId() != NO_CALL)) {
            garbled("sent a %s frame while %s".formatted(frame.type(), state));
            return;
        }
        switch (frame.type()) {
            case LOADED -> loaded();
            case READY -> ready();
            case INIT_FAILED -> initFailed(frame);
            case RESULT -> succeed(run, usage -> new Answered(frame.payload(), usage));
            case ERROR -> failed(run, frame);
            case HELLO, OPENED, PIECE, INIT, CALL, STOP, TAKEN, CANCEL ->
                throw new IllegalStateException("never expected from a worker");
        }
    }

    private void loaded() {
        if (errand instanceof Errand.Specialisation specialisation) {
            specialisation.loaded();
        }
    }

    private void ready() {
        Errand ended = errand;
        become(WorkerState.READY);
        loop.unwatch(this);
        errand = null;
        if (ended instanceof Errand.Specialisation specialisation) {
            initMicros = specialisation.micros();
            specialisation.succeed(initMicros);
        }
    }

    private void initFailed(Frame frame) {
        int code = Headers.read(frame.header()).path("code").asInt(Outcomes.LOAD_FAILED);
        condemn(usage -> Outcomes.initFailed(code, frame.payload(), memoryMb(), usage));
    }

    /** Of a process that leaves nobody knows which of its calls made it leave: all get the reason. */
    private void failed(Errand.@Nullable Run run, Frame frame) {
        var header = Headers.read(frame.header());
        int code = header.path("code").asInt(Outcomes.RAISED);
        Function<Usage, InvokeOutcome> verdict =
                usage -> Outcomes.handlerFailed(code, frame.payload(), memoryMb(), usage);
        if (code == Outcomes.OUT_OF_MEMORY || header.path("leaving").asBoolean(false)) {
            condemn(verdict);
        } else {
            succeed(run, verdict);
        }
    }

    /** The call is over and the worker is as good as before, unless it was to be its last. */
    private void succeed(Errand.@Nullable Run run, Function<Usage, InvokeOutcome> verdict) {
        if (run == null) {
            garbled("answered no call");
            return;
        }
        process.logbook().drainBeforeEnd();
        runs.close(run);
        boolean draining = state == WorkerState.DRAINING;
        if (!draining && runs.isEmpty()) {
            become(WorkerState.READY);
            loop.unwatch(this);
        }
        run.end(verdict, process.logbook());
        if (draining && runs.isEmpty()) {
            stop();
        }
    }

    @Override
    public void garbled(String how) {
        condemn(usage -> new WorkerDied("the worker " + how, usage));
    }

    /** Ends the process and answers whoever waits for it without waiting for its end. */
    private void condemn(Function<Usage, InvokeOutcome> verdict) {
        if (isOver()) {
            return;
        }
        become(WorkerState.DEAD);
        loop.unwatch(this);
        process.kill();
        tell(verdict);
    }

    @Override
    public void hungUp() {
        if (!isOver()) {
            become(WorkerState.DEAD);
            exitByNanos = System.nanoTime() + EXIT_GRACE_NANOS;
            loop.watch(this);
        }
    }

    @Override
    public void notStarted(Exception cause) {
        depart(usage -> cause instanceof NoWorker known ? known.outcome() : new PlatformFailed(cause));
    }

    @Override
    public void exited(Exit exit) {
        String lastWords = process.logbook().lastWords(); // before they are taken as the log of the call
        if (!booted.future().isComplete()) {
            LOG.warn("a worker for {} {} before it could be used: {}", mould, exit.text(), lastWords);
        }
        depart(usage -> Outcomes.died(exit, lastWords, memoryMb(), usage));
    }

    /** There is nothing left of it. */
    private void depart(Function<Usage, InvokeOutcome> verdict) {
        if (!isOver()) {
            become(WorkerState.DEAD);
        }
        loop.unwatch(this);
        tell(verdict);
        gone.tryComplete();
    }

    /** Tells whoever waits, if anyone still does. */
    private void tell(Function<Usage, InvokeOutcome> verdict) {
        process.logbook().drainBeforeEnd();
        Errand ended = errand;
        errand = null;
        if (ended != null) {
            ended.end(verdict, process.logbook());
        }
        runs.closeAll(run -> run.end(verdict, process.logbook()));
    }

    private int memoryMb() {
        return spec == null ? 0 : spec.memoryMb();
    }

    private void become(WorkerState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("a worker that is %s cannot become %s".formatted(state, next));
        }
        state = next;
    }
}
