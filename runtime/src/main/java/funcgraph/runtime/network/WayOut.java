package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import java.io.IOException;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge behind which children reach the world with the machine's address. */
final class WayOut {

    private static final Logger LOG = LoggerFactory.getLogger(WayOut.class);

    /** 4,093 children. */
    private static final int PREFIX = 20;

    private WayOut() {}

    /** @throws IOException with what is missing */
    static Bridge open(Remains own, Cidr within) throws IOException {
        String missing = Firewall.whatIsMissing();
        if (missing != null) {
            throw new IOException(missing);
        }
        var routes = Routes.read();
        Cidr range = unused(routes, within, own.server());
        int gateway = range.first() + 1;
        String name = own.nextBridge();
        Links.addBridge(name);
        Links.address(name, gateway, range);
        Firewall.raise(own.server(), name, range);
        forward(name, routes);
        return new Bridge(name, range, OptionalInt.of(gateway), new Addresses(range, OptionalInt.of(gateway), 0));
    }

    /** Only where it is needed: what else the machine passes on is none of this server's business. */
    private static void forward(String bridge, Routes routes) throws IOException {
        Sysctl.forward(bridge);
        for (String name : routes.waysOut()) {
            if (Sysctl.forward(name)) {
                LOG.info("packets that come in by {} may now be passed on, as functions' answers need", name);
            }
        }
    }

    /** Servers that start at the same time should not choose the same one, so each begins its search elsewhere. */
    private static Cidr unused(Routes routes, Cidr within, long server) throws IOException {
        int prefix = Math.max(PREFIX, within.prefix());
        int parts = 1 << (prefix - within.prefix());
        for (int i = 0; i < parts; i++) {
            int part = (int) ((server + i) % parts);
            var range = new Cidr(within.first() + part * (1 << (32 - prefix)), prefix);
            if (!routes.touch(range)) {
                return range;
            }
        }
        throw new IOException("this machine has routes to all parts of " + within);
    }
}
