package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A host in a network namespace of its own, which answers whoever connects to its port. Needs root and {@code ip}, and
 * leaves nothing behind.
 */
final class Neighbour implements AutoCloseable {

    static final int PORT = 8099;

    private static final long PATIENCE_SECONDS = 20;
    private static final String ANSWERING = """
            import socketserver
            class Hello(socketserver.BaseRequestHandler):
                def handle(self):
                    self.request.sendall(b"hello from " + self.request.getsockname()[0].encode())
            socketserver.ThreadingTCPServer.allow_reuse_address = True
            print("ready", flush=True)
            socketserver.ThreadingTCPServer(("0.0.0.0", %d), Hello).serve_forever()
            """.formatted(PORT);

    private final String name;
    private final String cable;
    private final Process server;

    private Neighbour(String name, String cable) throws IOException {
        this.name = name;
        this.cable = cable;
        this.server = new ProcessBuilder("ip", "netns", "exec", name, "python3", "-c", ANSWERING)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(server.inputReader().readLine()).isEqualTo("ready");
    }

    /** Plugged into a bridge that is made for it, with an address such as {@code 10.71.0.5/24}. */
    static Neighbour onBridge(String bridge, String address) throws IOException {
        String name = fresh();
        ip("link add " + bridge + " up type bridge");
        ip("netns add " + name);
        ip("link add " + name + " up master " + bridge + " type veth peer name eth0 netns " + name);
        return furnished(name, bridge, List.of(address), "");
    }

    /** A cable away from the machine, which knows the way to it and to its other addresses. */
    static Neighbour ofMachine(String machine, String address, String other) throws IOException {
        String name = fresh();
        ip("netns add " + name);
        ip("link add " + name + " up type veth peer name eth0 netns " + name);
        ip("addr add " + machine + " dev " + name);
        var neighbour =
                furnished(name, name, List.of(address, other + "/32"), machine.substring(0, machine.indexOf('/')));
        ip("route add " + other + "/32 via " + address.substring(0, address.indexOf('/')) + " dev " + name);
        return neighbour;
    }

    private static Neighbour furnished(String name, String cable, List<String> addresses, String gateway)
            throws IOException {
        ip("-n " + name + " link set lo up");
        for (String address : addresses) {
            ip("-n " + name + " addr add " + address + " dev eth0");
        }
        ip("-n " + name + " link set eth0 up");
        if (!gateway.isEmpty()) {
            ip("-n " + name + " route add default via " + gateway);
        }
        return new Neighbour(name, cable);
    }

    private static String fresh() {
        return "fn" + ProcessHandle.current().pid() + "x" + (System.nanoTime() & 0xfff);
    }

    static void ip(String words) throws IOException {
        run("ip " + words);
    }

    private static void run(String command) throws IOException {
        Process process = new ProcessBuilder(command.split(" ", -1)).inheritIO().start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(command)
                    .isTrue();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        assertThat(process.exitValue()).as(command).isZero();
    }

    @Override
    public void close() throws IOException {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        ip("link del " + cable);
        ip("netns del " + name);
    }
}
