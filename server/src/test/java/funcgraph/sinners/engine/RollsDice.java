package funcgraph.sinners.engine;

import java.util.UUID;

/** A use case that no test can repeat. */
final class RollsDice {
    private RollsDice() {}

    static UUID roll() {
        return UUID.randomUUID();
    }
}
