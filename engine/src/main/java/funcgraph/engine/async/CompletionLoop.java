package funcgraph.engine.async;

import funcgraph.domain.AsyncDestination;
import funcgraph.domain.AsyncRules;
import funcgraph.store.AsyncTable;
import funcgraph.store.DeliveryTable;
import funcgraph.store.Store;
import funcgraph.store.StoreUnavailable;
import funcgraph.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has become of invocations, as many in one transaction as there are: a commit costs an fsync however much
 * it holds. What a destination is to be told is written with it, so that neither can be there without the other.
 */
public final class CompletionLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CompletionLoop.class);
    private static final Logger STATUS_LOG = LoggerFactory.getLogger("funcgraph.async.status");

    private static final int LARGEST_GROUP = 256;
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final AsyncTable table;
    private final DeliveryTable deliveries;
    private final Clock clock;
    private final String node;
    private final BlockingQueue<Completion> waiting;
    private final Thread thread = Thread.ofVirtual().name("async-completions").unstarted(this::run);
    private final CountDownLatch closed = new CountDownLatch(1);
    private Consumer<Completion> written = ignored -> {};

    /**
     * Makes the loop.
     *
     * @param capacity most invocations that are taken at a time: each is told here once
     */
    public CompletionLoop(
            Store store, AsyncTable table, DeliveryTable deliveries, Clock clock, String node, int capacity) {
        this.store = store;
        this.table = table;
        this.deliveries = deliveries;
        this.clock = clock;
        this.node = node;
        this.waiting = new ArrayBlockingQueue<>(capacity);
    }

    /** Begins; {@code written} is told of each completion once it is on disk. */
    void start(Consumer<Completion> toldOfEach) {
        this.written = toldOfEach;
        thread.start();
    }

    /** Does not wait: there is a place for everything that was taken. */
    void add(Completion completion) {
        waiting.add(completion);
    }

    /** Writes what is there and ends. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn(
                        "completions were not written within {} s; what they are about runs again",
                        PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var group = new ArrayList<Completion>();
        try {
            while (closed.getCount() > 0 || !waiting.isEmpty() || !group.isEmpty()) {
                if (group.isEmpty()) {
                    var first = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    group.add(first);
                }
                waiting.drainTo(group, LARGEST_GROUP - group.size());
                if (write(group) || writeEach(group)) {
                    group.clear();
                } else if (closed.await(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("{} completions are not written; what they are about runs again", group.size());
                    group.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all are on disk, and those who wait for that were told. */
    private boolean write(List<Completion> group) {
        try {
            var messages = messages(group);
            store.write(tx -> {
                for (int i = 0; i < group.size(); i++) {
                    write(tx, group.get(i), messages.get(i));
                }
                return null;
            });
        } catch (StoreUnavailable e) {
            LOG.warn("{} completions wait for the store: {}", group.size(), e.getMessage());
            return false;
        } catch (
                RuntimeException e) { // of the store, or of one completion's content: the others must not wait for that
            LOG.error("{} completions could not be written together", group.size(), e);
            return false;
        }
        group.forEach(this::settled);
        return true;
    }

    /** One by one, so that one which cannot be written holds up only itself; whether nothing is left to write. */
    private boolean writeEach(List<Completion> group) {
        if (group.size() > 1) {
            group.removeIf(each -> write(List.of(each)));
        }
        return group.isEmpty();
    }

    private List<byte[]> messages(List<Completion> group) {
        return group.stream().map(this::message).toList();
    }

    private byte[] message(Completion completion) {
        var destination = completion instanceof Completion.Ended ended ? destination(ended) : null;
        return completion instanceof Completion.Ended ended && destination != null
                ? OutcomeMessage.of(ended, clock.instant(), mostBytes(destination))
                : new byte[0];
    }

    /** Another function is called as any is; what else there is has limits of its own. */
    private static int mostBytes(AsyncDestination destination) {
        return destination.kind() == AsyncDestination.Kind.FUNCTION ? AsyncRules.MOST_EVENT_BYTES : Integer.MAX_VALUE;
    }

    private void write(Tx tx, Completion completion, byte[] message) {
        var id = completion.taken().row().requestId();
        switch (completion) {
            case Completion.Back back ->
                table.giveBack(tx, node, id, back.failed(), back.due(), back.code(), back.message());
            case Completion.Ended ended -> {
                int changed = table.end(
                        tx, node, id, ended.status(), ended.failed(), clock.instant(), ended.code(), ended.message());
                var destination = destination(ended);
                if (changed > 0 && destination != null) {
                    var functionId = ended.taken().lane().functionId();
                    deliveries.insert(tx, id, functionId, destination, message, clock.instant());
                }
            }
        }
    }

    /** Whoever cancels one knows already, so that one which waited and one which ran are told to nobody alike. */
    private static @Nullable AsyncDestination destination(Completion.Ended ended) {
        if (ended.code() == AsyncRules.CANCELED) {
            return null;
        }
        return ended.taken().config().destination(ended.status()).orElse(null);
    }

    private void settled(Completion completion) {
        if (completion.taken().config().statusLog()) {
            STATUS_LOG.info("{}", StatusLine.of(completion));
        }
        written.accept(completion);
    }
}
