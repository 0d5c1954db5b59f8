package funcgraph.server;

import funcgraph.store.PackageStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes, once an hour, code packages that no function refers to any more. */
final class PackageSweepLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PackageSweepLoop.class);
    private static final Duration EVERY = Duration.ofHours(1);

    /** Longer than any upload takes to become a committed row. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PackageStore packages;
    private final Predicate<String> referenced;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    PackageSweepLoop(PackageStore packages, Predicate<String> referenced) {
        this.packages = packages;
        this.referenced = digest -> closed.getCount() == 0 || referenced.test(digest);
        this.thread = Thread.ofVirtual().name("package-sweep").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn("the sweep of code packages did not end within {} s", PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            int removed = packages.collect(referenced, GRACE);
            LOG.info("removed {} unused code packages", removed);
        } catch (RuntimeException e) {
            LOG.warn("could not remove unused code packages; the next sweep tries again", e);
        }
    }
}
