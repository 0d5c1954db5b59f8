package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.Cidr;
import funcgraph.domain.Subnet;
import funcgraph.runtime.network.NetworkSettings;
import funcgraph.runtime.network.NetworkSettings.Usual;
import funcgraph.runtime.sandbox.SandboxLauncher;
import funcgraph.runtime.sandbox.SandboxSettings;
import funcgraph.runtime.worker.WorkerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What functions reach, with real networks: needs root, bubblewrap, {@code ip} and {@code nft}. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class NetworksOfWorkersTest {

    private static final String CONNECTS = """
            import socket
            def handler(event, context):
                try:
                    with socket.create_connection((event["host"], event["port"]), timeout=event.get("seconds", 2)) as one:
                        one.settimeout(5)
                        return one.recv(100).decode()
                except OSError as e:
                    return "no"
            """;

    private final String bridge = "fnb" + ProcessHandle.current().pid();
    private Workshop shop;

    private void open(Usual usual, Subnet... declared) throws Exception {
        var directory = Files.createTempDirectory("networks");
        var settings = new SandboxSettings(
                new NetworkSettings(usual, NetworkSettings.RANGE, List.of(declared)), 512, 1024, 2048);
        shop = new Workshop(Workshop.limits(), SandboxLauncher.open(directory.resolve("run"), settings), directory);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (shop != null) {
            shop.close();
        }
        await().untilAsserted(() -> assertThat(interfaces()).isEmpty());
    }

    private static List<String> interfaces() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/sys/class/net"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name ->
                            name.startsWith("fg" + ProcessHandle.current().pid()))
                    .toList();
        }
    }

    private static Subnet subnet(String bridge) {
        return new Subnet("s1", "", Cidr.parse("10.71.0.0/24"), OptionalInt.empty(), List.of("10.71.0.5"), bridge);
    }

    private static String at(String host, int port) {
        return "{\"host\": \"%s\", \"port\": %d}".formatted(host, port);
    }

    private WorkerSpec caller(String name) {
        return shop.python(name, CONNECTS);
    }

    /** A browser on this machine takes a new address for a change of the network, and breaks off what it loads. */
    @Test
    void the_machine_gets_no_address_when_a_worker_starts() throws Exception {
        open(Usual.NAT);
        shop.answer(shop.python("one", "def handler(event, context): return 1"), "{}");
        assertThat(interfaces()).anyMatch(name -> name.contains("p"));
        assertThat(Path.of("/proc/net/if_inet6"))
                .content()
                .doesNotContain(" fg" + ProcessHandle.current().pid());
    }

    @Test
    void function_in_a_declared_network_reaches_a_host_there_and_others_do_not() throws Exception {
        try (var host = Neighbour.onBridge(bridge, "10.71.0.5/24")) {
            open(Usual.NAT, subnet(bridge));
            assertThat(shop.answer(caller("in").joining("s1"), at("10.71.0.5", Neighbour.PORT)))
                    .isEqualTo("\"hello from 10.71.0.5\"");
            assertThat(shop.answer(caller("out"), at("10.71.0.5", Neighbour.PORT)))
                    .isEqualTo("\"no\"");
            assertThat(host).isNotNull();
        }
    }

    @Test
    void declared_networks_can_be_joined_without_a_way_to_the_world() throws Exception {
        try (var host = Neighbour.onBridge(bridge, "10.71.0.5/24")) {
            open(Usual.ISOLATED, subnet(bridge));
            assertThat(shop.answer(caller("in").joining("s1"), at("10.71.0.5", Neighbour.PORT)))
                    .isEqualTo("\"hello from 10.71.0.5\"");
            var resolver = shop.python("names", "def handler(e, c):\n    return open('/etc/resolv.conf').read()\n");
            assertThat(shop.answer(resolver.joining("s1"), "{}")).isEqualTo("\"nameserver 10.71.0.5\\n\"");
            assertThat(host).isNotNull();
        }
    }

    @Test
    void usual_network_leads_to_the_world_but_not_to_link_local_addresses() throws Exception {
        try (var world = Neighbour.ofMachine("10.72.0.1/24", "10.72.0.9/24", "169.254.213.7")) {
            open(Usual.NAT);
            var caller = caller("out");
            await().untilAsserted(() -> assertThat(shop.answer(caller, at("10.72.0.9", Neighbour.PORT)))
                    .isEqualTo("\"hello from 10.72.0.9\""));
            assertThat(shop.answer(caller, at("169.254.213.7", Neighbour.PORT))).isEqualTo("\"no\"");
            assertThat(world).isNotNull();
        }
    }

    @Test
    void loopback_of_the_machine_is_out_of_reach() throws Exception {
        open(Usual.NAT);
        try (var listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(shop.answer(caller("home"), at("127.0.0.1", listener.getLocalPort())))
                    .isEqualTo("\"no\"");
        }
    }

    @Test
    void functions_do_not_reach_each_other() throws Exception {
        open(Usual.NAT);
        var listening = shop.python("listening", """
                import socket, threading
                def serve(s):
                    while True:
                        c, _ = s.accept()
                        c.sendall(b"reached")
                        c.close()
                def handler(event, context):
                    s = socket.create_server(("0.0.0.0", 7000))
                    threading.Thread(target=serve, args=(s,), daemon=True).start()
                    u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                    u.connect(("192.0.2.1", 9))
                    return u.getsockname()[0]
                """);
        String address = shop.answer(listening, "{}").replace("\"", "");
        assertThat(address).startsWith("100.");
        assertThat(shop.answer(caller("visitor"), at(address, 7000))).isEqualTo("\"no\"");
    }

    @Test
    void isolated_function_has_a_loopback_and_nothing_else() throws Exception {
        open(Usual.ISOLATED);
        var self = shop.python("self", """
                import socket, threading
                def handler(event, context):
                    s = socket.create_server(("127.0.0.1", 7000))
                    with socket.create_connection(("127.0.0.1", 7000)) as c:
                        return [name for _, name in socket.if_nameindex()]
                """);
        assertThat(shop.answer(self, "{}")).contains("lo").doesNotContain("eth0");
    }

    @Test
    void addresses_come_back_when_workers_end() throws Exception {
        open(Usual.ISOLATED, new Subnet("s1", "", Cidr.parse("10.73.0.0/30"), OptionalInt.empty(), List.of(), ""));
        var first = shop.python("first", "def handler(e, c):\n    return 1\n").joining("s1");
        for (long revision = 1; revision <= 5; revision++) {
            var spec = shop.spec("first", revision, first.runtime(), "index.py", "def handler(e, c):\n    return 1\n")
                    .joining("s1");
            await().untilAsserted(() -> assertThat(shop.answer(spec, "{}")).isEqualTo("1"));
            shop.pool.retire(spec.function(), "latest", revision + 1);
        }
    }
}
