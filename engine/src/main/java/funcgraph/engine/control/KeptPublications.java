package funcgraph.engine.control;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Publication;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.log.Differences;
import funcgraph.engine.StoreCalls;
import funcgraph.engine.invoke.LiveFunctions;
import funcgraph.engine.observe.Deed;
import funcgraph.store.FunctionTable;
import funcgraph.store.PublicationTable;
import funcgraph.store.Store;
import funcgraph.store.StoreFailed;
import funcgraph.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Versions and aliases as they are kept, in the manner of {@link KeptHeads}: each change is one transaction that holds
 * the function's row, and the data plane hears of it before it is answered.
 */
public final class KeptPublications {

    private final Store store;
    private final FunctionTable functions;
    private final PublicationTable table;
    private final LiveFunctions live;
    private final Clock clock;

    public KeptPublications(
            Store store, FunctionTable functions, PublicationTable table, LiveFunctions live, Clock clock) {
        this.store = store;
        this.functions = functions;
        this.table = table;
        this.live = live;
        this.clock = clock;
    }

    /**
     * What a change finds, and is made in. The function's row is held.
     *
     * @param number of this change
     * @param now millisecond precision
     */
    record Held(Tx tx, Function head, Publication present, long number, Instant now) {}

    /** A change: refuses by throwing, and gives what is to be answered. */
    @FunctionalInterface
    interface Edit<T> {
        T apply(Held held);
    }

    /**
     * Reads what has been published of a function, for whoever resolves calls; empty when there is no such function.
     *
     * @throws Refused {@link Refusal.StoreBusy}
     */
    public static Optional<Publication> read(
            Store store, FunctionTable functions, PublicationTable table, FunctionKey key) {
        return StoreCalls.available(() ->
                store.read(view -> functions.find(view, key).map(head -> table.read(view, head))));
    }

    /** What has been published of a function. Throws {@link Refused} with {@link Refusal.NoFunction}. */
    Publication require(FunctionKey key) {
        return read(store, functions, table, key).orElseThrow(() -> KeptHeads.noFunction(key));
    }

    /** The one way in which versions and aliases change. */
    <T> T change(FunctionKey key, Edit<T> edit) {
        Changed<T> changed;
        var deed = Deed.current();
        try {
            changed = StoreCalls.available(() -> store.write(tx -> {
                var made = changed(tx, key, edit);
                deed.changed(Differences.of(made.before(), made.after()));
                return made;
            }));
        } catch (StoreFailed e) {
            live.uncertain(key);
            throw e;
        }
        live.republished(changed.before(), changed.after());
        return changed.answer();
    }

    private record Changed<T>(Publication before, Publication after, T answer) {}

    private <T> Changed<T> changed(Tx tx, FunctionKey key, Edit<T> edit) {
        var head = functions.findForUpdate(tx, key).orElseThrow(() -> KeptHeads.noFunction(key));
        var before = table.read(tx, head);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var answer = edit.apply(new Held(tx, head, before, table.next(tx, head, now), now));
        return new Changed<>(before, table.read(tx, head), answer);
    }
}
