package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.InvokeOutcome.PlatformFailed;
import funcgraph.domain.InvokeOutcome.TimedOut;
import funcgraph.domain.InvokeOutcome.Usage;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** What a worker is busy with: who waits for it, since when, and until when. */
abstract sealed class Errand {

    private static final Duration LOAD = Duration.ofSeconds(60);

    private final long beganNanos = System.nanoTime();
    private long untilNanos;

    private Errand(Duration patience) {
        extend(patience);
    }

    /** Gives it that much time from now on. */
    final void extend(Duration patience) {
        untilNanos = System.nanoTime() + patience.toNanos();
    }

    final boolean isLate(long nowNanos) {
        return nowNanos - untilNanos > 0;
    }

    final long micros() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - beganNanos));
    }

    /** What comes of it when its time is over. */
    abstract InvokeOutcome tooLate(Usage usage);

    /**
     * Tells whoever waits how it ended; for a worker that cannot be had, that is a {@link NoWorker}. What was printed until
     * now must have been read.
     */
    abstract void end(Function<Usage, InvokeOutcome> verdict, Logbook logbook);

    /** A process starts. */
    static final class Boot extends Errand {
        private final Promise<Void> booted;

        Boot(Promise<Void> booted, Duration patience) {
            super(patience);
            this.booted = booted;
        }

        @Override
        InvokeOutcome tooLate(Usage usage) {
            return new PlatformFailed(new TimeoutException("a worker did not start in time"));
        }

        @Override
        void end(Function<Usage, InvokeOutcome> verdict, Logbook logbook) {
            booted.fail(new NoWorker(verdict.apply(Usage.NONE)));
        }
    }

    /** The code is loaded, for which the platform's own limit holds, and then the initializer runs. */
    static final class Specialisation extends Errand {
        private final Promise<Long> specialised;
        private final WorkerSpec spec;
        private boolean loaded;

        Specialisation(Promise<Long> specialised, WorkerSpec spec) {
            super(LOAD);
            this.specialised = specialised;
            this.spec = spec;
        }

        void loaded() {
            loaded = true;
            spec.initializer().ifPresent(initializer -> extend(Duration.ofSeconds(initializer.timeoutSeconds())));
        }

        void succeed(long micros) {
            specialised.complete(micros);
        }

        @Override
        InvokeOutcome tooLate(Usage usage) {
            return Outcomes.initTimedOut(loaded ? spec : null, usage);
        }

        @Override
        void end(Function<Usage, InvokeOutcome> verdict, Logbook logbook) {
            specialised.fail(new NoWorker(verdict.apply(logbook.usage(micros()))));
        }
    }

    /** The last thing it does: user code tidies up. Nobody waits for it. */
    static final class Stop extends Errand {

        Stop(Duration patience) {
            super(patience);
        }

        @Override
        InvokeOutcome tooLate(Usage usage) {
            return new InvokeOutcome.WorkerDied("the worker did not stop in time", usage);
        }

        @Override
        void end(Function<Usage, InvokeOutcome> verdict, Logbook logbook) {
            // Its worker is gone for everybody already.
        }
    }

    /** The handler runs. */
    static final class Run extends Errand {
        private final Promise<InvokeOutcome> called;
        private final Call call;
        private final int timeoutSeconds;
        private final long logFrom;
        private final boolean shared;
        private int callId;

        /**
         * @param logFrom where its log begins in what the worker prints
         * @param shared whether the worker may run other calls meanwhile
         */
        Run(Promise<InvokeOutcome> called, Call call, int timeoutSeconds, long logFrom, boolean shared) {
            super(Duration.ofSeconds(timeoutSeconds));
            this.called = called;
            this.call = call;
            this.timeoutSeconds = timeoutSeconds;
            this.logFrom = logFrom;
            this.shared = shared;
        }

        String requestId() {
            return call.requestId();
        }

        /** Who takes what is printed while it runs. */
        Call.Output output() {
            return call.output();
        }

        void callId(int id) {
            callId = id;
        }

        int callId() {
            return callId;
        }

        /** What the other calls of its worker get, which is ended because of this one. */
        String tooLateForOthers() {
            return "another call that the same instance ran did not end within %d seconds, and the instance was ended"
                    .formatted(timeoutSeconds);
        }

        @Override
        InvokeOutcome tooLate(Usage usage) {
            return new TimedOut(timeoutSeconds, usage);
        }

        @Override
        void end(Function<Usage, InvokeOutcome> verdict, Logbook logbook) {
            Usage usage = logbook.usage(micros(), logFrom);
            called.complete(verdict.apply(shared ? withOwnLines(usage) : usage));
        }

        private Usage withOwnLines(Usage usage) {
            return new Usage(
                    usage.durationMicros(),
                    usage.initMicros(),
                    usage.peakMemoryKb(),
                    OwnLines.of(usage.logTail(), call.requestId()));
        }
    }
}
