package funcgraph.engine.control;

import funcgraph.domain.CodePackage;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionOrder;
import funcgraph.domain.Ids;
import funcgraph.domain.Precondition;
import funcgraph.domain.Publication;
import funcgraph.domain.Quotas;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.log.Differences;
import funcgraph.engine.StoreCalls;
import funcgraph.engine.invoke.LiveFunctions;
import funcgraph.engine.observe.Deed;
import funcgraph.store.FunctionFilter;
import funcgraph.store.FunctionTable;
import funcgraph.store.PublicationTable;
import funcgraph.store.Store;
import funcgraph.store.StoreFailed;
import funcgraph.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The heads as they are kept: each change is one transaction on the row it holds, and the data plane hears of it before
 * it is answered.
 *
 * <p>A store that cannot begin has done nothing, so the caller may try again. A store that broke may have written or not;
 * then the data plane forgets what it knew and asks anew.
 */
public final class KeptHeads {

    private final Store store;
    private final FunctionTable table;
    private final PublicationTable publications;
    private final LiveFunctions live;
    private final Quotas quotas;
    private final Clock clock;
    private final Ids ids;

    public KeptHeads(
            Store store,
            FunctionTable table,
            PublicationTable publications,
            LiveFunctions live,
            Quotas quotas,
            Clock clock,
            Ids ids) {
        this.store = store;
        this.table = table;
        this.publications = publications;
        this.live = live;
        this.quotas = quotas;
        this.clock = clock;
        this.ids = ids;
    }

    /** What of a head a change may replace. */
    record Content(FunctionConfig config, CodePackage code) {}

    /**
     * Reads one head, for whoever resolves calls.
     *
     * @throws Refused {@link Refusal.StoreBusy}
     */
    public static Optional<Function> read(Store store, FunctionTable table, FunctionKey key) {
        return StoreCalls.available(() -> store.read(view -> table.find(view, key)));
    }

    Optional<Function> find(FunctionKey key) {
        return read(store, table, key);
    }

    Function require(FunctionKey key) {
        return find(key).orElseThrow(() -> noFunction(key));
    }

    Functions.Page list(FunctionFilter filter, FunctionOrder order, long offset, int limit) {
        return StoreCalls.available(() -> store.read(
                view -> new Functions.Page(table.list(view, filter, order, offset, limit), table.count(view, filter))));
    }

    Function insert(FunctionKey key, Content content) {
        var now = now();
        var function = new Function(
                ids.uuid(),
                key,
                Function.firstRevision(now),
                content.config(),
                content.code(),
                ids.imageName(now),
                now,
                now);
        var deed = Deed.current();
        deed.about(key);
        write(key, tx -> {
            table.insert(tx, function);
            requirePlace(tx, key.projectId());
            requireCodeQuota(tx, key.projectId());
            deed.changed(Differences.of(null, function));
            return function;
        });
        live.changed(function, true);
        return function;
    }

    /** The one way in which a head changes: held, checked, written, told. */
    Function change(FunctionKey key, Precondition precondition, UnaryOperator<Content> edit) {
        var deed = Deed.current();
        var changed = write(key, tx -> {
            var present = table.findForUpdate(tx, key).orElseThrow(() -> noFunction(key));
            precondition.check(present.revision());
            var content = edit.apply(new Content(present.config(), present.code()));
            var now = now();
            var next = present.changed(content.config(), content.code(), ids.imageName(now), now);
            table.update(tx, present, next);
            if (next.code().sizeBytes() > present.code().sizeBytes()) {
                requireCodeQuota(tx, key.projectId());
            }
            deed.changed(Differences.of(present, next));
            return new Changed(present, next);
        });
        live.changed(
                changed.after(), !changed.after().code().equals(changed.before().code()));
        return changed.after();
    }

    private record Changed(Function before, Function after) {}

    void delete(FunctionKey key) {
        var deed = Deed.current();
        var deleted = write(key, tx -> {
            var present = table.findForUpdate(tx, key).orElseThrow(() -> noFunction(key));
            var published = publications.read(tx, present);
            table.delete(tx, present);
            deed.changed(Differences.of(present, null));
            return new Deleted(present, published);
        });
        live.removed(deleted.head(), deleted.published());
    }

    private record Deleted(Function head, Publication published) {}

    private <T> T write(FunctionKey key, java.util.function.Function<Tx, T> work) {
        try {
            return StoreCalls.available(() -> store.write(work::apply));
        } catch (StoreFailed e) {
            live.uncertain(key);
            throw e;
        }
    }

    /** Asked after the write, within its transaction: two creations cannot both take the last place. */
    private void requirePlace(Tx tx, String projectId) {
        if (table.usage(tx, projectId).functions() > quotas.functions()) {
            throw new Refused(new Refusal.TooManyFunctions(quotas.functions()));
        }
    }

    private void requireCodeQuota(Tx tx, String projectId) {
        if (table.usage(tx, projectId).codeBytes() > quotas.codeBytes()) {
            throw new Refused(new Refusal.TooMuchCode(quotas.codeBytes()));
        }
    }

    static Refused noFunction(FunctionKey key) {
        return new Refused(new Refusal.NoFunction(key));
    }

    /** Times are kept to the millisecond, so none is answered finer. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
