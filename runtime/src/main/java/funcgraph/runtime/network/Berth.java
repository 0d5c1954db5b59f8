package funcgraph.runtime.network;

import org.jspecify.annotations.Nullable;

/** A network for one child, made before there is a child. Its fields belong to the thread of {@link Networks}. */
public final class Berth {

    private final long network;
    private @Nullable Plug plug;

    /** Where its cable ends. */
    record Plug(Bridge bridge, int address) {}

    Berth(long network) {
        this.network = network;
    }

    /** The network, as a descriptor that is valid until the berth is given back. */
    public long network() {
        return network;
    }

    @Nullable
    Plug plug() {
        return plug;
    }

    void plug(@Nullable Plug next) {
        plug = next;
    }
}
