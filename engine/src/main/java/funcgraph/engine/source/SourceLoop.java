package funcgraph.engine.source;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.trigger.Trigger;
import funcgraph.engine.trigger.Ingest;
import funcgraph.store.TriggerTable;
import funcgraph.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches for one trigger, as it is now, until it is closed. What goes wrong is said in the log and tried again, after
 * rests that grow. Its thread is one of the platform's: the clients of brokers wait in selectors, which would hold on to
 * a carrier thread.
 */
final class SourceLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLoop.class);

    /** How soon it is noticed that the loop is to end. */
    private static final Duration GLANCE = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Trigger trigger;
    private final TriggerSource source;
    private final Ingest ingest;
    private final TriggerTable table;
    private final @Nullable SourceLoop before;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final Backoff backoff = new Backoff();
    private volatile boolean failing;

    /**
     * Makes a loop, which does nothing before it is started.
     *
     * @param before the one of the same trigger as it was, which has to end first
     */
    SourceLoop(Trigger trigger, TriggerSource source, Ingest ingest, TriggerTable table, @Nullable SourceLoop before) {
        this.trigger = trigger;
        this.source = source;
        this.ingest = ingest;
        this.table = table;
        this.before = before;
        this.thread =
                Thread.ofPlatform().daemon().name("source " + trigger.id()).unstarted(this::run);
    }

    /** The trigger is not any more what this loop fetches for. */
    private static final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Outdated() {
            super("outdated", null, false, false);
        }
    }

    Trigger trigger() {
        return trigger;
    }

    /** Whether the last thing it did failed; the log has the reason. */
    boolean isFailing() {
        return failing;
    }

    void start() {
        thread.start();
    }

    /** Makes it end, and does not wait. */
    void close() {
        closing.countDown();
    }

    boolean hasEnded() {
        return thread.getState() == Thread.State.TERMINATED;
    }

    /** Whether it has ended; waits for it a while. */
    boolean awaitEnd(Duration longest) {
        try {
            return thread.join(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        if (before != null && !before.awaitEnd(PATIENCE)) {
            LOG.warn("{}: what was fetched before does not end", trigger);
        }
        try {
            while (!isClosing()) {
                fetch();
            }
        } catch (Outdated e) {
            LOG.debug("{}: it has changed, this loop ends", trigger);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetch() throws InterruptedException {
        try (var intake = source.open(trigger)) {
            LOG.info("{}: fetching", trigger);
            while (!isClosing()) {
                var batch = intake.next(GLANCE);
                if (batch.isPresent()) {
                    hand(intake, batch.get());
                } else {
                    failing = false;
                }
            }
        } catch (Outdated e) {
            throw e;
        } catch (SourceFailed | Refused e) {
            rest("cannot fetch: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{}: fetching failed", trigger, e);
            rest("cannot fetch: " + e.getClass().getSimpleName());
        }
    }

    private void hand(Intake intake, Batch batch) throws InterruptedException {
        try {
            take(batch.records(), batch.beside());
            intake.taken();
            failing = false;
            backoff.reset();
        } catch (Refused e) {
            intake.refused();
            rest("the function takes no events now: " + e.getMessage());
        }
    }

    /** Many small messages may make one event that is too large; then they go in more than one. */
    private void take(List<Object> records, Consumer<Tx> beside) {
        try {
            ingest.accept(trigger, records, tx -> {
                requirePresent(tx);
                beside.accept(tx);
            });
        } catch (Refused e) {
            if (!(e.refusal() instanceof Refusal.EventTooLarge) || records.isEmpty()) {
                throw e;
            }
            if (records.size() == 1) {
                LOG.error("{}: a record is left out: {}", trigger, e.getMessage());
                take(List.of(), beside);
                return;
            }
            int half = records.size() / 2;
            take(records.subList(0, half), tx -> {});
            take(records.subList(half, records.size()), beside);
        }
    }

    /** Once a change of a trigger is answered, nothing happens by what it was before. */
    private void requirePresent(Tx tx) {
        if (!table.findForUpdate(tx, trigger.id()).equals(Optional.of(trigger))) {
            throw new Outdated();
        }
    }

    private void rest(String why) throws InterruptedException {
        if (isClosing()) {
            return;
        }
        failing = true;
        var rest = backoff.rest();
        LOG.warn("{}: {}; again in {} s", trigger, why, rest.toSeconds());
        if (closing.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("{}: ends", trigger);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
