package funcgraph.engine.source;

import funcgraph.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Records that came together.
 *
 * @param beside what is to be written in the transaction that takes them; it may be run again
 */
record Batch(List<Object> records, Consumer<Tx> beside) {

    /** Records that nothing is written beside; nothing when there are none. */
    static Optional<Batch> of(List<Object> records) {
        return records.isEmpty() ? Optional.empty() : Optional.of(new Batch(records, tx -> {}));
    }
}
