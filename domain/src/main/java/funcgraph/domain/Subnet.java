package funcgraph.domain;

import java.util.List;
import java.util.OptionalInt;

/**
 * A part of a private network that functions can join.
 *
 * @param name empty when it has none
 * @param cidr whose addresses functions get
 * @param gateway the way out of it; without one, functions reach the subnet alone
 * @param dns servers that know names there; IPv4 addresses
 * @param bridge the bridge of this machine that the subnet is; empty when the server makes one of its own
 */
public record Subnet(String id, String name, Cidr cidr, OptionalInt gateway, List<String> dns, String bridge) {

    /** What the kernel takes as the name of an interface. */
    private static final String INTERFACE = "[A-Za-z0-9_.-]{0,15}";

    public Subnet {
        dns = List.copyOf(dns);
        if (id.isBlank()) {
            throw new IllegalArgumentException("a subnet needs an id");
        }
        if (gateway.isPresent() && !cidr.contains(gateway.getAsInt())) {
            throw new IllegalArgumentException(
                    "the gateway %s is not in %s".formatted(Cidr.show(gateway.getAsInt()), cidr));
        }
        dns.forEach(Cidr::parseAddress);
        if (!bridge.matches(INTERFACE)) {
            throw new IllegalArgumentException("'" + bridge + "' cannot be the name of a bridge");
        }
    }

    /** The gateway as the API shows it; empty without one. */
    public String gatewayText() {
        return gateway.isPresent() ? Cidr.show(gateway.getAsInt()) : "";
    }
}
