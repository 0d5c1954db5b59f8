package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import funcgraph.domain.Subnet;
import java.util.List;

/**
 * Which networks children have.
 *
 * @param usual of those that are not to join a declared one
 * @param range whose addresses children have behind the machine's, with {@link Usual#NAT}; a part of it that this machine
 *     has no other use for is taken
 * @param declared networks that a child can be settled in, by their ids
 */
public record NetworkSettings(Usual usual, Cidr range, List<Subnet> declared) {

    /** Addresses that providers keep for what is behind a translation (RFC 6598), so few networks have them. */
    public static final Cidr RANGE = Cidr.parse("100.64.0.0/10");

    public static final NetworkSettings ISOLATED = new NetworkSettings(Usual.ISOLATED, RANGE, List.of());

    /** What a child finds besides its own loopback. */
    public enum Usual {
        /** Nothing. */
        ISOLATED,
        /** A way to the world, with the machine's address; neither other children nor link-local addresses. */
        NAT,
        /** The machine's own network, its loopback included. */
        HOST
    }

    public NetworkSettings {
        declared = List.copyOf(declared);
        if (usual == Usual.HOST && !declared.isEmpty()) {
            throw new IllegalArgumentException("children in the machine's own network cannot join another");
        }
    }
}
