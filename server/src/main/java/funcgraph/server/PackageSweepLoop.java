package funcgraph.server;

import funcgraph.engine.loop.Recurring;
import funcgraph.store.PackageStore;
import java.time.Duration;
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
    private final Recurring loop = new Recurring("package-sweep", EVERY, PATIENCE, this::sweep);

    PackageSweepLoop(PackageStore packages, Predicate<String> referenced) {
        this.packages = packages;
        this.referenced = referenced;
    }

    void start() {
        loop.startAfter(EVERY);
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration sweep() {
        int removed = packages.collect(digest -> loop.isClosed() || referenced.test(digest), GRACE);
        LOG.info("removed {} unused code packages", removed);
        return EVERY;
    }
}
