package funcgraph.worker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks the function every 5 s whether it is well (runtimes 1.3). It is not when it says so or throws, or when it has not
 * answered within 3 s six times in a row.
 */
final class Heart extends Thread {

    private static final long PERIOD_SECONDS = 5;
    private static final long PATIENCE_SECONDS = 3;
    private static final int MAX_MISSES = 6;

    private final Entry heartbeat;
    private final CallContext context;
    private final Consumer<Failure> stopped;

    /** @param stopped told once, when the function is not well */
    Heart(Entry heartbeat, CallContext context, Consumer<Failure> stopped) {
        super("heart");
        setDaemon(true);
        this.heartbeat = heartbeat;
        this.context = context;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        int misses = 0;
        while (misses < MAX_MISSES) {
            try {
                TimeUnit.SECONDS.sleep(PERIOD_SECONDS);
                if (!beat()) {
                    misses = MAX_MISSES;
                } else {
                    misses = 0;
                }
            } catch (TimeoutException slow) {
                misses++;
            } catch (InterruptedException ending) {
                return;
            }
        }
        stopped.accept(new Failure(
                Failure.RAISED, Failure.RAISED_TEXT + "the heartbeat of the function stopped", "HeartbeatStopped"));
    }

    private boolean beat() throws InterruptedException, TimeoutException {
        FutureTask<Boolean> asked = new FutureTask<>(this::ask);
        Thread beating = new Thread(asked, "heartbeat");
        beating.setDaemon(true);
        beating.start();
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException thrown) {
            return false;
        }
    }

    private Boolean ask() throws Exception {
        try {
            return !Boolean.FALSE.equals(heartbeat.run(context));
        } catch (Exception thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new ExecutionException(thrown);
        }
    }
}
