package funcgraph.engine.loop;

import funcgraph.store.StoreFailed;
import funcgraph.store.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does the same work again and again. Between two rounds it rests as long as the work says, or until it is
 * woken. A round that fails is said in the log, and another one follows: nothing but {@link #close} ends it.
 */
public final class Recurring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);

    private final String name;
    private final Round round;
    private final Duration afterFault;
    private final Duration patience;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private Duration rest = Duration.ZERO;
    private volatile boolean closed;

    /** One round of the work. On the loop's own virtual thread. */
    @FunctionalInterface
    public interface Round {

        /** Works, and returns how long to rest before the next round; zero goes on at once. */
        Duration run();
    }

    /**
     * Makes the loop, which does nothing before {@link #start}.
     *
     * @param name of the work, as the log and the thread have it
     * @param afterFault the rest after a round that failed
     * @param patience how long {@link #close} waits for a round to end
     */
    public Recurring(String name, Duration afterFault, Duration patience, Round round) {
        this.name = name;
        this.round = round;
        this.afterFault = afterFault;
        this.patience = patience;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Begins with a round. */
    public void start() {
        thread.start();
    }

    /** Begins with a rest. */
    public void startAfter(Duration firstRest) {
        rest = firstRest;
        thread.start();
    }

    /** Ends the rest: there is something to do. One that works takes no rest when its round is over. Any thread; does not wait. */
    public void wake() {
        woken.release();
    }

    /** Whether the round should come to its end. */
    public boolean isClosed() {
        return closed;
    }

    /** Lets the round that runs come to its end, for a bounded time, and begins no other. */
    @Override
    public void close() {
        end();
    }

    /** As {@link #close}; returns whether no round runs any more. */
    public boolean end() {
        closed = true;
        wake();
        try {
            boolean ended = thread.getState() == Thread.State.NEW || thread.join(patience);
            if (!ended) {
                LOG.warn("{}: did not end within {} s", name, patience.toSeconds());
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (woken.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                    woken.drainPermits();
                }
                rest = closed ? Duration.ZERO : next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration next() {
        try {
            return round.run();
        } catch (StoreUnavailable | StoreFailed e) {
            if (!closed) {
                LOG.warn("{}: waits for the store: {}", name, e.getMessage());
            }
        } catch (Throwable e) { // whatever it was: the work must go on without a restart of the server
            LOG.error("{}: a round failed; the next one follows in {} ms", name, afterFault.toMillis(), e);
        }
        return afterFault;
    }
}
