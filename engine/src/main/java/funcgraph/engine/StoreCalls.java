package funcgraph.engine;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.store.StoreUnavailable;
import java.util.function.Supplier;

/** How a use case calls the store. */
public final class StoreCalls {

    private StoreCalls() {}

    /**
     * Reads or writes. A store that cannot begin has done nothing, so the caller may try again, and is told so.
     *
     * @throws Refused {@link Refusal.StoreBusy}
     */
    public static <T> T available(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreUnavailable e) {
            throw new Refused(new Refusal.StoreBusy(String.valueOf(e.getMessage())));
        }
    }
}
