package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import funcgraph.domain.Subnet;
import funcgraph.runtime.kernel.Kernel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks of this server's children. A few are kept ready, so that no start waits for one. What is made for a child
 * goes with it, even when this server is killed, because the kernel takes a network away with the last who is in it, and
 * its cable with the network; bridges and rules are named after the server, and the next one takes away what it finds of
 * those that are gone. Thread-safe; methods block for some milliseconds.
 */
public final class Networks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);
    private static final int READY = 3;
    private static final long MOST_PORTS = 100_000;

    private final NetworkThread thread;
    private final Remains own;
    private final Map<String, Bridge> declared = new HashMap<>();
    private final Map<String, Subnet> subnets = new HashMap<>();
    private final @Nullable Bridge usual;
    private final String machinesResolver;
    private final ConcurrentLinkedQueue<Berth> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong ports = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Networks(NetworkThread thread, Remains own, NetworkSettings settings) throws IOException {
        this.thread = thread;
        this.own = own;
        for (Subnet subnet : settings.declared()) {
            subnets.put(subnet.id(), subnet);
            declared.put(subnet.id(), bridge(subnet));
        }
        this.usual = settings.usual() == NetworkSettings.Usual.NAT ? wayOut(settings.range()) : null;
        this.machinesResolver = usual == null ? "" : Resolver.machines();
    }

    /**
     * Makes the bridges. A machine that cannot have a way out for children is said so in the log, and they have none.
     *
     * @throws IOException when not even networks without one can be made
     */
    public static Networks open(NetworkSettings settings) throws IOException {
        var thread = new NetworkThread();
        var own = new Remains(ProcessHandle.current().pid());
        try {
            own.clear();
            var networks = thread.run(() -> new Networks(thread, own, settings));
            networks.refill();
            return networks;
        } catch (IOException | RuntimeException e) {
            own.clear();
            thread.close();
            throw e;
        }
    }

    private Bridge bridge(Subnet subnet) throws IOException {
        String name = subnet.bridge();
        if (name.isEmpty()) {
            name = own.nextBridge();
            Links.addBridge(name);
        }
        LOG.info("subnet {} with {} is the bridge {}", subnet.id(), subnet.cidr(), name);
        return new Bridge(name, subnet.cidr(), subnet.gateway(), new Addresses(subnet.cidr(), subnet.gateway(), 0));
    }

    private @Nullable Bridge wayOut(Cidr within) {
        try {
            return WayOut.open(own, within);
        } catch (IOException e) {
            LOG.warn("functions have no network besides their own loopback: {}", e.getMessage());
            return null;
        }
    }

    /** In a word for the log. */
    @Override
    public String toString() {
        Bridge out = usual;
        return out == null ? "no network" : "a way out from " + out.range();
    }

    /** A network that nobody has, with the usual way out. To be given back. */
    public Berth take() throws IOException {
        Berth berth = ready.poll();
        if (berth != null) {
            count.decrementAndGet();
        } else {
            berth = thread.run(this::make);
        }
        refill();
        return berth;
    }

    private void refill() {
        if (!closed.get() && count.get() < READY) {
            Thread.ofVirtual().name("networks-refill").start(this::refillNow);
        }
    }

    private void refillNow() {
        try {
            while (!closed.get() && count.incrementAndGet() <= READY) {
                ready.add(thread.run(this::make));
            }
        } catch (IOException e) {
            LOG.debug("no network could be made ahead", e);
        }
        count.decrementAndGet();
        if (closed.get()) {
            drain();
        }
    }

    private Berth make() throws Exception {
        var berth = new Berth(thread.fresh());
        Bridge out = usual;
        if (out != null) {
            try {
                plugIn(berth, out);
            } catch (Exception e) {
                Kernel.close(berth.network()); // and with it the network, and an end of a cable that is in it
                throw e;
            }
        }
        return berth;
    }

    /**
     * Puts a berth into a declared network instead of the one it is in.
     *
     * @throws IOException when that cannot be reached now, or has no address left
     */
    public void join(Berth berth, String network) throws IOException {
        Bridge bridge = declared.get(network);
        if (bridge == null) {
            throw new IOException("no network is declared as " + network);
        }
        thread.run(() -> {
            unplug(berth);
            plugIn(berth, bridge);
            return true;
        });
    }

    /** Takes a berth out of the network it is in; a loopback is left. */
    public void cut(Berth berth) throws IOException {
        thread.run(() -> {
            unplug(berth);
            return true;
        });
    }

    /** What {@code /etc/resolv.conf} says for those in a declared network, or in the usual one for an empty id. */
    public String resolver(String network) {
        Subnet subnet = subnets.get(network);
        return subnet == null ? machinesResolver : Resolver.of(subnet.dns());
    }

    private void plugIn(Berth berth, Bridge bridge) throws Exception {
        OptionalInt address = bridge.addresses().take();
        if (address.isEmpty()) {
            throw new IOException("all addresses of %s are taken".formatted(bridge.range()));
        }
        try {
            Links.addCable(own.port(ports.incrementAndGet() % MOST_PORTS), bridge.index(), berth.network());
            thread.within(berth.network(), () -> {
                Links.up(Links.INSIDE);
                Links.address(Links.INSIDE, address.getAsInt(), bridge.range());
                if (bridge.gateway().isPresent()) {
                    Links.defaultRoute(Links.INSIDE, bridge.gateway().getAsInt());
                }
                return true;
            });
        } catch (Exception e) {
            bridge.addresses().giveBack(address.getAsInt());
            throw e;
        }
        berth.plug(new Berth.Plug(bridge, address.getAsInt()));
    }

    private void unplug(Berth berth) throws Exception {
        Berth.Plug plug = berth.plug();
        if (plug != null) {
            thread.within(berth.network(), () -> {
                Links.delete(Links.INSIDE);
                return true;
            });
            berth.plug(null);
            plug.bridge().addresses().giveBack(plug.address());
        }
    }

    /**
     * Nobody is in it any more. Its cable is taken away at once, since a connection whose other end is silent keeps the
     * network for minutes after the last process, and would answer for an address that somebody else has by then.
     */
    public void giveBack(Berth berth) {
        try {
            thread.run(() -> {
                try {
                    unplug(berth);
                } finally {
                    Kernel.close(berth.network());
                }
                return true;
            });
        } catch (IOException e) {
            LOG.warn("a network could not be given back", e);
        }
    }

    private void drain() {
        for (Berth berth = ready.poll(); berth != null; berth = ready.poll()) {
            giveBack(berth);
        }
    }

    /** All berths have been given back. */
    @Override
    public void close() {
        closed.set(true);
        drain();
        own.clear();
        thread.close();
    }
}
