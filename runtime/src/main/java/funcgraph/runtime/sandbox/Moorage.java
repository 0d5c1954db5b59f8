package funcgraph.runtime.sandbox;

import funcgraph.runtime.network.Berth;
import funcgraph.runtime.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of a child: one of its own, or the machine's.
 *
 * @param networks null with the machine's
 * @param berth null with the machine's
 */
record Moorage(@Nullable Networks networks, @Nullable Berth berth) {

    private static final Path MACHINES_RESOLVER = Path.of("/etc/resolv.conf");

    static Moorage take(@Nullable Networks networks, Slot slot) throws IOException {
        if (networks == null) {
            var machines = new Moorage(null, null);
            machines.refresh(slot);
            return machines;
        }
        slot.resolver(networks.resolver(""));
        return new Moorage(networks, networks.take());
    }

    /** In the machine's network names mean what they mean there now, which changes as a laptop moves. */
    void refresh(Slot slot) throws IOException {
        if (networks == null) {
            slot.resolver(Files.isReadable(MACHINES_RESOLVER) ? Files.readString(MACHINES_RESOLVER) : "");
        }
    }

    /**
     * What to put before a command that is to run there. The child enters by itself: were it started by a thread that is
     * there, the threads that Java makes at the same occasion would be there, too, and stay.
     */
    List<String> entrance() {
        return berth == null
                ? List.of()
                : List.of(
                        BubblewrapCommand.NSENTER.toString(),
                        "--net=/proc/%d/fd/%d".formatted(ProcessHandle.current().pid(), berth.network()),
                        "--");
    }

    /** Joins a declared network, in which names have another meaning. */
    void move(String network, Slot slot) throws IOException {
        if (networks == null || berth == null) {
            throw new IOException("a function in the network of this machine cannot join " + network);
        }
        networks.join(berth, network);
        slot.resolver(networks.resolver(network));
    }

    /** Has a loopback left, if the network is its own. */
    void cut() throws IOException {
        if (networks != null && berth != null) {
            networks.cut(berth);
        }
    }

    void leave() {
        if (networks != null && berth != null) {
            networks.giveBack(berth);
        }
    }
}
