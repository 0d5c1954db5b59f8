package funcgraph.runtime.pool;

import funcgraph.runtime.worker.Worker;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A process that is starting. It may be for somebody from the beginning, or be taken over by somebody while it starts;
 * who comes too late has to look elsewhere.
 */
final class Recruit {

    /** Whoever wants it. On the worker's loop. */
    interface Employer {
        void recruited(Worker worker);

        /** It could not be started; null when it was called off because nobody needs it any more. */
        void failed(@Nullable Throwable why);

        /** Whether it is still needed, asked just before it is started. */
        boolean stillWants();
    }

    private static final Employer NOBODY = new Employer() {
        @Override
        public void recruited(Worker worker) {
            throw new IllegalStateException("nobody recruits");
        }

        @Override
        public void failed(@Nullable Throwable why) {
            throw new IllegalStateException("nobody recruits");
        }

        @Override
        public boolean stillWants() {
            return false;
        }
    };

    private final AtomicReference<@Nullable Employer> employer;

    Recruit(@Nullable Employer employer) {
        this.employer = new AtomicReference<>(employer);
    }

    /** Whether it could still be had. */
    boolean hire(Employer by) {
        return employer.compareAndSet(null, by);
    }

    @Nullable
    Employer employer() {
        return employer.get();
    }

    /** Who gets it: null for the stock. From now on it cannot be hired. */
    @Nullable
    Employer settle() {
        return employer.getAndSet(NOBODY);
    }
}
