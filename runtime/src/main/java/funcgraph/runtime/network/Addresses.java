package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * The addresses of a range that children have. One that is given back comes up again last: whoever has just spoken to its
 * old owner should not take the new one for it. Thread-safe.
 */
final class Addresses {

    private final Cidr range;
    private final int reserved;
    private final BitSet taken = new BitSet();
    private int next;

    /**
     * All of them are free.
     *
     * @param least of how many hosts at the start of the range nobody gets the address, besides the gateway
     */
    Addresses(Cidr range, OptionalInt gateway, int least) {
        this.range = range;
        this.reserved = 1 + least;
        this.next = reserved;
        gateway.ifPresent(address -> taken.set(address - range.first()));
    }

    /** One that nobody has; empty when all are taken. */
    synchronized OptionalInt take() {
        int last = range.size() - 1; // everybody's
        int free = taken.nextClearBit(next);
        if (free >= last) {
            free = taken.nextClearBit(reserved);
        }
        if (free >= last) {
            return OptionalInt.empty();
        }
        taken.set(free);
        next = free + 1;
        return OptionalInt.of(range.first() + free);
    }

    synchronized void giveBack(int address) {
        taken.clear(address - range.first());
    }
}
