package funcgraph.engine.async;

import funcgraph.domain.AsyncDestination;
import funcgraph.domain.AsyncRules;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Refused;
import funcgraph.store.DeliveryTable;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.StoreFailed;
import funcgraph.store.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells outcomes to destinations, at least once each: what is not told is tried again with growing delay, and given up
 * with a line in the log after some attempts.
 */
public final class DeliveryLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

    private static final int MOST_ATTEMPTS = 6;
    private static final int AT_ONCE = 64;
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** More than one telling takes; afterwards somebody else may try. */
    private static final Duration HELD = Duration.ofMinutes(3);

    private final Store store;
    private final DeliveryTable table;
    private final FunctionTable functions;
    private final Destinations destinations;
    private final AsyncInvocations invocations;
    private final Clock clock;
    private final DoubleSupplier chance;
    private final String region;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("async-deliveries").unstarted(this::run);

    public DeliveryLoop(
            Store store,
            DeliveryTable table,
            FunctionTable functions,
            Destinations destinations,
            AsyncInvocations invocations,
            Clock clock,
            DoubleSupplier chance,
            String region) {
        this.store = store;
        this.table = table;
        this.functions = functions;
        this.destinations = destinations;
        this.invocations = invocations;
        this.clock = clock;
        this.chance = chance;
        this.region = region;
    }

    public void start() {
        thread.start();
    }

    /** What is being told may end; the rest stays where it is. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE);
            threads.shutdown();
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some destinations did not answer; they are told again");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        destinations.close();
    }

    private void run() {
        try {
            while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                while (closed.getCount() > 0 && round()) {
                    Thread.onSpinWait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes as many as there are places; whether there may be more to do at once. */
    private boolean round() {
        int free = places.availablePermits();
        if (free == 0) {
            return false;
        }
        try {
            var now = clock.instant();
            var any = store.read(view -> table.anyDue(view, now));
            if (!any) {
                return false;
            }
            var rows = store.write(tx -> table.claim(tx, now, now.plus(HELD), free));
            rows.forEach(row -> {
                places.acquireUninterruptibly();
                threads.execute(() -> deliver(row));
            });
            return rows.size() == free;
        } catch (StoreUnavailable | StoreFailed e) {
            LOG.warn("outcomes wait for the store: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("telling outcomes met a fault; it goes on", e);
        }
        return false;
    }

    private void deliver(DeliveryTable.Row row) {
        try {
            var failure = told(row);
            store.write(tx -> {
                if (failure.isEmpty() || row.attempts() >= MOST_ATTEMPTS) {
                    table.delete(tx, row.id());
                } else {
                    var delay = AsyncRules.retryDelay(row.attempts(), chance.getAsDouble());
                    table.retryAt(tx, row.id(), clock.instant().plus(delay));
                }
                return null;
            });
            failure.ifPresent(why -> LOG.warn(
                    "the outcome of {} was not taken by {} {} ({} of {} attempts): {}",
                    row.id(),
                    row.destination().kind().wireName(),
                    row.destination().target(),
                    row.attempts(),
                    MOST_ATTEMPTS,
                    why));
        } catch (RuntimeException e) {
            LOG.warn("the outcome of {} is told again: {}", row.id(), e.toString());
        } finally {
            places.release();
        }
    }

    private Optional<String> told(DeliveryTable.Row row) {
        if (row.destination().kind() != AsyncDestination.Kind.FUNCTION) {
            return destinations.tell(row.destination(), row.id(), row.message());
        }
        var owner = store.read(view -> functions.keyOf(view, row.functionId()));
        try {
            var project = owner.map(FunctionKey::projectId).orElse("");
            invocations.accept(FunctionUrn.parse(row.destination().target(), region, project), row.message());
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.refusal().toString());
        }
    }
}
