package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import funcgraph.runtime.kernel.Kernel;
import java.io.IOException;

/** Interfaces, addresses and routes of the network that the calling thread is in. */
final class Links {

    /** What a child's end of its cable is called. */
    static final String INSIDE = "eth0";

    private static final int NAME = 3;
    private static final int MASTER = 10;
    private static final int LINK_INFO = 18;
    private static final int FAMILIES = 26;
    private static final int NETWORK_DESCRIPTOR = 28;
    private static final int INFO_KIND = 1;
    private static final int INFO_DATA = 2;
    private static final int INFO_SLAVE_KIND = 4;
    private static final int INFO_SLAVE_DATA = 5;
    private static final int VETH_PEER = 1;
    private static final int PORT_ISOLATED = 33;
    private static final int ADDRESS = 1;
    private static final int LOCAL = 2;
    private static final int GATEWAY = 5;
    private static final int OUT = 4;
    private static final byte INTERNET = 2;
    private static final byte MAIN_TABLE = (byte) 254;
    private static final byte STATIC = 4;
    private static final byte UNICAST = 1;
    private static final int INTERNET_6 = 10;
    private static final int ADDRESS_GENERATION = 8;
    private static final byte NO_ADDRESS = 1;
    private static final int NO_SUCH_DEVICE = 19;

    private Links() {}

    static void addBridge(String name) throws IOException {
        var message = new Message(Message.NEW_LINK, Message.ACKNOWLEDGE | Message.CREATE)
                .link(0, 0)
                .attribute(NAME, name);
        int info = message.begin(LINK_INFO);
        message.attribute(INFO_KIND, "bridge").end(info);
        tell("make the bridge " + name, message);
        leaveWithoutAddress(name);
        up(name);
    }

    /** Lays a cable from a port of a bridge to {@link #INSIDE} of the network that {@code descriptor} stands for. */
    static void addCable(String port, int bridge, long descriptor) throws IOException {
        var message = new Message(Message.NEW_LINK, Message.ACKNOWLEDGE | Message.CREATE)
                .link(0, 0)
                .attribute(NAME, port)
                .attribute(MASTER, bridge);
        int info = message.begin(LINK_INFO);
        message.attribute(INFO_KIND, "veth");
        int data = message.begin(INFO_DATA);
        int peer = message.begin(VETH_PEER);
        message.link(0, 0) // it cannot be up before its other end is there
                .attribute(NAME, INSIDE)
                .attribute(NETWORK_DESCRIPTOR, (int) descriptor)
                .end(peer);
        message.end(data).end(info);
        tell("lay a cable to " + port, message);
        leaveWithoutAddress(port);
        isolate(port);
        up(port);
    }

    /**
     * The kernel gives each interface that comes up an address of IPv6 for its own link. Nobody needs it here, and browsers
     * on this machine take a new address for a change of the network and break off what they load. To be said before it is
     * up.
     */
    private static void leaveWithoutAddress(String name) throws IOException {
        var message =
                new Message(Message.NEW_LINK, Message.ACKNOWLEDGE).link(0, 0).attribute(NAME, name);
        int families = message.begin(FAMILIES);
        int family = message.begin(INTERNET_6);
        message.attribute(ADDRESS_GENERATION, new byte[] {NO_ADDRESS}).end(family);
        message.end(families);
        ask(message); // nothing depends on it but the peace of browsers
    }

    /** Isolated ports of a bridge do not reach each other, only ports that are not: children are not neighbours. */
    private static void isolate(String port) throws IOException {
        var message = new Message(Message.NEW_LINK, Message.ACKNOWLEDGE).link(index(port), 0);
        int info = message.begin(LINK_INFO);
        message.attribute(INFO_SLAVE_KIND, "bridge");
        int data = message.begin(INFO_SLAVE_DATA);
        message.attribute(PORT_ISOLATED, new byte[] {1}).end(data).end(info);
        tell("isolate " + port, message);
    }

    static void up(String name) throws IOException {
        tell(
                "bring up " + name,
                new Message(Message.NEW_LINK, Message.ACKNOWLEDGE)
                        .link(0, Message.UP)
                        .attribute(NAME, name));
    }

    /** Takes an interface away, if it is there; a cable goes with either end. */
    static void delete(String name) throws IOException {
        var message =
                new Message(Message.DELETE_LINK, Message.ACKNOWLEDGE).link(0, 0).attribute(NAME, name);
        int error = ask(message).error();
        if (error != 0 && error != NO_SUCH_DEVICE) {
            throw new IOException("cannot take away %s: error %d of the kernel".formatted(name, error));
        }
    }

    static void address(String name, int address, Cidr range) throws IOException {
        tell(
                "give %s the address %s".formatted(name, Cidr.show(address)),
                new Message(Message.NEW_ADDRESS, Message.ACKNOWLEDGE | Message.CREATE)
                        .fixed(INTERNET, (byte) range.prefix(), (byte) 0, (byte) 0)
                        .number(index(name))
                        .address(LOCAL, address)
                        .address(ADDRESS, address));
    }

    static void defaultRoute(String name, int gateway) throws IOException {
        tell(
                "route by " + Cidr.show(gateway),
                new Message(Message.NEW_ROUTE, Message.ACKNOWLEDGE | Message.CREATE)
                        .fixed(INTERNET, (byte) 0, (byte) 0, (byte) 0, MAIN_TABLE, STATIC, (byte) 0, UNICAST)
                        .number(0)
                        .address(GATEWAY, gateway)
                        .attribute(OUT, index(name)));
    }

    static int index(String name) throws IOException {
        var answer = ask(new Message(Message.GET_LINK, 0).link(0, 0).attribute(NAME, name));
        if (answer.error() != 0) {
            throw new IOException("there is no interface " + name);
        }
        return answer.index();
    }

    private static void tell(String what, Message message) throws IOException {
        int error = ask(message).error();
        if (error != 0) {
            throw new IOException("cannot %s: error %d of the kernel".formatted(what, error));
        }
    }

    private static Message.Answer ask(Message message) throws IOException {
        return new Message.Answer(Kernel.askNetwork(message.whole()));
    }
}
