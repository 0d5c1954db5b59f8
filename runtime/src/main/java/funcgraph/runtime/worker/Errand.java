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

    /** Tells whoever waits how it ended; for a worker that cannot be had, that is a {@link NoWorker}. */
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
            specialised.fail(new NoWorker(verdict.apply(logbook.usage(0, micros()))));
        }
    }

    /** The handler runs. */
    static final class Run extends Errand {
        private final Promise<InvokeOutcome> called;
        private final int timeoutSeconds;

        Run(Promise<InvokeOutcome> called, int timeoutSeconds) {
            super(Duration.ofSeconds(timeoutSeconds));
            this.called = called;
            this.timeoutSeconds = timeoutSeconds;
        }

        @Override
        InvokeOutcome tooLate(Usage usage) {
            return new TimedOut(timeoutSeconds, usage);
        }

        @Override
        void end(Function<Usage, InvokeOutcome> verdict, Logbook logbook) {
            called.complete(verdict.apply(logbook.usage(micros(), 0)));
        }
    }
}
