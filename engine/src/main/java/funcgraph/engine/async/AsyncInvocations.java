package funcgraph.engine.async;

import funcgraph.domain.AsyncInvocation;
import funcgraph.domain.AsyncRules;
import funcgraph.domain.AsyncStatus;
import funcgraph.domain.AsyncStatusLog;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Ids;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.engine.StoreCalls;
import funcgraph.engine.invoke.Subjects;
import funcgraph.store.AsyncFilter;
import funcgraph.store.AsyncTable;
import funcgraph.store.StatusLogTable;
import funcgraph.store.Store;
import funcgraph.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The use cases of asynchronous invocations. They block. */
public final class AsyncInvocations {

    static final String CANCELED = "function invocation canceled";

    /** As far as is counted: a page shows where it stands, and nobody waits for a count of a million. */
    private static final int MOST_COUNTED = 100_000;

    private final Store store;
    private final AsyncTable table;
    private final StatusLogTable statusLogs;
    private final Subjects subjects;
    private final Backlog backlog;
    private final DispatchLoop dispatch;
    private final Clock clock;
    private final Ids ids;

    public AsyncInvocations(
            Store store,
            AsyncTable table,
            StatusLogTable statusLogs,
            Subjects subjects,
            Backlog backlog,
            DispatchLoop dispatch,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.table = table;
        this.statusLogs = statusLogs;
        this.subjects = subjects;
        this.backlog = backlog;
        this.dispatch = dispatch;
        this.clock = clock;
        this.ids = ids;
    }

    /** A page of a list, and how many there are in all, counted up to 100,000. */
    public record Page(List<AsyncInvocation> invocations, long count) {}

    /** Which are to be listed: those accepted from {@code from} on and before {@code to}; all statuses when none is named. */
    public record Wanted(Optional<String> requestId, List<AsyncStatus> statuses, Instant from, Instant to) {}

    /**
     * Accepts an event: when this returns it is on disk, and the function will be run with it at least once.
     *
     * @param event at most 256 KB; handed over, not copied
     * @return the request id of the invocation
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.NoVersion}, {@link Refusal.NoAlias},
     *     {@link Refusal.FunctionDisabled}, {@link Refusal.QueueFull}, {@link Refusal.StoreBusy}
     */
    public String accept(FunctionUrn urn, byte[] event) {
        var acceptance = ready(urn, event);
        boolean written = false;
        try {
            StoreCalls.available(() -> store.write(tx -> {
                acceptance.write(tx);
                return acceptance.requestId();
            }));
            written = true;
        } finally {
            acceptance.ended(written);
        }
        return acceptance.requestId();
    }

    /**
     * The same in a transaction of the caller's: takes a place in the queue, which {@link Acceptance#ended} gives back or
     * fills.
     *
     * @throws Refused as {@link #accept}, and {@link Refusal.EventTooLarge}
     */
    public Acceptance ready(FunctionUrn urn, byte[] event) {
        if (event.length > AsyncRules.MOST_EVENT_BYTES) {
            throw new Refused(new Refusal.EventTooLarge(event.length, AsyncRules.MOST_EVENT_BYTES));
        }
        var function = require(urn);
        if (function.config().strategy().disabled()) {
            throw new Refused(new Refusal.FunctionDisabled(urn.key()));
        }
        var now = clock.instant();
        var requestId = ids.orderedUuid(now);
        backlog.enter(function.id());
        return new Acceptance(requestId, function.id(), urn.qualifier().text(), event, now);
    }

    /** An event that is about to be accepted. */
    public final class Acceptance {

        private final String requestId;
        private final String functionId;
        private final String qualifier;
        private final byte[] event;
        private final Instant now;

        Acceptance(String requestId, String functionId, String qualifier, byte[] event, Instant now) {
            this.requestId = requestId;
            this.functionId = functionId;
            this.qualifier = qualifier;
            this.event = event;
            this.now = now;
        }

        public String requestId() {
            return requestId;
        }

        /** Writes the event down; again when the transaction is run again. */
        public void write(Tx tx) {
            table.insert(tx, requestId, functionId, qualifier, event, now);
        }

        /** The transaction is over. Called once, whatever happened. */
        public void ended(boolean written) {
            if (written) {
                dispatch.wake(functionId);
            } else {
                backlog.leave(functionId);
            }
        }
    }

    /** Lists those of the version or alias that the URN names, latest first. */
    public Page list(FunctionUrn urn, Wanted wanted, long offset, int limit) {
        var function = require(urn);
        var filter = new AsyncFilter(
                function.id(),
                urn.qualifier().text(),
                wanted.requestId(),
                wanted.statuses(),
                wanted.from(),
                wanted.to());
        return StoreCalls.available(() -> store.read(
                view -> new Page(table.list(view, filter, offset, limit), table.count(view, filter, MOST_COUNTED))));
    }

    /**
     * Cancels one.
     *
     * @param force whether one that runs is ended with its worker
     * @throws Refused {@link Refusal.NotCancellable} when there is none of that id, it is over, or it runs and is not to
     *     be forced
     */
    public void cancel(FunctionUrn urn, String requestId, boolean force) {
        var function = require(urn);
        var now = clock.instant();
        boolean waited = StoreCalls.available(() -> store.write(
                tx -> table.cancelWaiting(tx, function.id(), requestId, now, AsyncRules.CANCELED, CANCELED) > 0));
        if (waited) {
            backlog.leave(function.id());
            return;
        }
        var status = StoreCalls.available(() -> store.read(view -> table.status(view, function.id(), requestId)));
        if (status.isPresent() && dispatch.cancelQueued(requestId)) {
            return;
        }
        if (force
                && StoreCalls.available(
                        () -> store.write(tx -> table.cancelRunning(tx, function.id(), requestId) > 0))) {
            dispatch.cancelTaken(requestId); // on another node, that one finds out by itself
            return;
        }
        throw new Refused(new Refusal.NotCancellable(requestId, whyNot(status)));
    }

    /** Enables the status log of a project, and says under which ids. */
    public AsyncStatusLog enableStatusLog(String projectId) {
        var fresh = new AsyncStatusLog(ids.uuid(), ids.uuid());
        return StoreCalls.available(() -> store.write(tx -> statusLogs.enable(tx, projectId, fresh)));
    }

    public Optional<AsyncStatusLog> statusLog(String projectId) {
        return StoreCalls.available(() -> store.read(view -> statusLogs.find(view, projectId)));
    }

    private static String whyNot(Optional<AsyncStatus> status) {
        return status.map(known -> known.isFinal() ? "it is over: " + known : "it is running; type force ends it")
                .orElse("there is no such invocation of this function");
    }

    /** What the URN is about, if that is there. */
    Function require(FunctionUrn urn) {
        return subjects.require(urn);
    }
}
