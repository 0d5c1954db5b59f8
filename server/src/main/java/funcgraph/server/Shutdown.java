package funcgraph.server;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process when SIGTERM or SIGINT comes: the server stops first, and a clean stop is exit code 0. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private static final int CLEAN = 0;
    private static final int UNCLEAN = 1;

    private Shutdown() {}

    /** Registers the hook that the JVM runs on a signal. */
    static void onSignal(Server server) {
        onSignal(server, () -> {});
    }

    /** The same, with a last step after the server has stopped. */
    static void onSignal(Server server, Runnable last) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, last), "shutdown"));
    }

    /** Waits for ever: the process ends in the hook. */
    static int await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return UNCLEAN;
    }

    /** Left alone, the JVM would report 128 plus the signal's number; halting in the hook is how one says otherwise. */
    private static void end(Server server, Runnable last) {
        int code = UNCLEAN;
        try {
            code = server.stop() ? CLEAN : UNCLEAN;
            last.run();
        } catch (RuntimeException e) {
            LOG.error("the stop failed", e);
        } finally {
            System.out.flush();
            Runtime.getRuntime().halt(code);
        }
    }
}
