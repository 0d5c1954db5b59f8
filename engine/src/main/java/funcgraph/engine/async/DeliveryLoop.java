package funcgraph.engine.async;

import funcgraph.domain.AsyncDestination;
import funcgraph.domain.AsyncRules;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Refused;
import funcgraph.engine.loop.Recurring;
import funcgraph.store.DeliveryTable;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.View;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells outcomes to destinations, at least once each: what is not told is tried again with growing delay, and given up
 * with a line in the log after some attempts. A destination that is slow keeps its share of the places and no more; what
 * cannot be told as fast as it comes is kept up to a number, beyond which the latest are given up.
 */
public final class DeliveryLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

    private static final int MOST_ATTEMPTS = 6;
    private static final int AT_ONCE = 128;

    /** Most that one destination is told at a time. */
    private static final int SHARE = 8;

    /** Destinations that one look finds. */
    private static final int LOOK_AT = 1000;

    private static final int MOST_KEPT = 100_000;
    private static final int REMOVED_AT_ONCE = 1000;
    private static final Duration COUNT_EVERY = Duration.ofSeconds(10);
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
    /** How many are being told, by the place of their destination. */
    private final ConcurrentHashMap<String, Integer> telling = new ConcurrentHashMap<>();

    private Instant countAt = Instant.MIN;
    private String lookedAt = "";
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Recurring loop = new Recurring("async-deliveries", TICK, PATIENCE, this::round);

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
        loop.start();
    }

    /** What is being told may end; the rest stays where it is. */
    @Override
    public void close() {
        loop.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some destinations did not answer; they are told again");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        destinations.close();
    }

    /** Goes once to each destination that has something due and a place free; on at once when there may be more. */
    private Duration round() {
        var now = clock.instant();
        if (places.availablePermits() == 0 || !store.read(view -> table.anyDue(view, now))) {
            return TICK;
        }
        if (!now.isBefore(countAt)) {
            giveUpBeyond();
            countAt = now.plus(COUNT_EVERY);
        }
        boolean more = false;
        for (var waiting : look()) {
            int room = Math.min(SHARE - telling.getOrDefault(waiting.place(), 0), places.availablePermits());
            if (room > 0 && !waiting.due().isAfter(now)) {
                var rows = store.write(tx -> table.claim(tx, waiting.place(), now, now.plus(HELD), room));
                rows.forEach(this::begin);
                more |= rows.size() == room;
                lookedAt = waiting.place(); // the next place to come free is for those behind
            }
        }
        return more ? Duration.ZERO : TICK;
    }

    /** Destinations for which something waits: those behind the last that was given something, then the others. */
    private List<DeliveryTable.Waiting> look() {
        return store.read(view -> {
            var behind = from(view, lookedAt, LOOK_AT);
            var all = new ArrayList<>(behind);
            for (var before : from(view, "", LOOK_AT - behind.size())) {
                if (before.place().compareTo(lookedAt) <= 0) {
                    all.add(before);
                }
            }
            return all;
        });
    }

    private List<DeliveryTable.Waiting> from(View view, String behind, int most) {
        var all = new ArrayList<DeliveryTable.Waiting>();
        var next = table.nextWaiting(view, behind);
        while (next.isPresent() && all.size() < most) {
            all.add(next.get());
            next = table.nextWaiting(view, next.get().place());
        }
        return all;
    }

    private void giveUpBeyond() {
        var from = store.read(view -> table.dueBeyond(view, MOST_KEPT));
        if (from.isEmpty()) {
            return;
        }
        int given = 0;
        int step;
        do {
            step = store.write(tx -> table.deleteDueFrom(tx, from.get(), REMOVED_AT_ONCE));
            given += step;
        } while (step == REMOVED_AT_ONCE && !loop.isClosed());
        LOG.warn("{} outcomes are given up: more than {} wait for their destinations", given, MOST_KEPT);
    }

    private void begin(DeliveryTable.Row row) {
        places.acquireUninterruptibly();
        telling.merge(row.place(), 1, Integer::sum);
        threads.execute(() -> deliver(row));
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
            telling.computeIfPresent(row.place(), (ignored, count) -> count == 1 ? null : count - 1);
            places.release();
            loop.wake();
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
