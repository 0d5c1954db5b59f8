package funcgraph.engine.control;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.engine.StoreCalls;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.Tx;
import funcgraph.store.View;
import java.util.function.BiFunction;

/** Where what belongs to a function, and is no concern of calls, is read and changed: beside its row, held while it changes. */
public final class HeldFunctions {

    private final Store store;
    private final FunctionTable table;

    public HeldFunctions(Store store, FunctionTable table) {
        this.store = store;
        this.table = table;
    }

    /** Reads. Throws {@link funcgraph.domain.Refused} when there is no such function, or the store is busy. */
    <T> T read(FunctionKey key, BiFunction<View, Function, T> work) {
        return StoreCalls.available(() -> store.read(
                view -> work.apply(view, table.find(view, key).orElseThrow(() -> KeptHeads.noFunction(key)))));
    }

    /** Changes, one after the other for one function. */
    <T> T change(FunctionKey key, BiFunction<Tx, Function, T> work) {
        return StoreCalls.available(() -> store.write(
                tx -> work.apply(tx, table.findForUpdate(tx, key).orElseThrow(() -> KeptHeads.noFunction(key)))));
    }

    /** Reads what belongs to a whole project. */
    <T> T readAll(java.util.function.Function<View, T> work) {
        return StoreCalls.available(() -> store.read(work::apply));
    }
}
