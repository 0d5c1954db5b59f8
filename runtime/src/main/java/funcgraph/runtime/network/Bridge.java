package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * What children are plugged into.
 *
 * @param name of the interface; one that is not this server's may come and go
 * @param range whose addresses children get
 * @param gateway their way out
 * @param addresses those that are taken
 */
record Bridge(String name, Cidr range, OptionalInt gateway, Addresses addresses) {

    /** With the network of the thread that calls being the machine's. */
    int index() throws IOException {
        return Links.index(name);
    }
}
