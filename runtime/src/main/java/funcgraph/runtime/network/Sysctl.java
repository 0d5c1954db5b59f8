package funcgraph.runtime.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings of the network that the calling thread is in. */
final class Sysctl {

    private static final Path NET = Path.of("/proc/sys/net");

    private Sysctl() {}

    /** Functions speak IPv4 to the world: an IPv6 address nobody routes makes programs wait before they try the other. */
    static void noIpv6ForNewInterfaces() throws IOException {
        Path setting = NET.resolve("ipv6/conf/default/disable_ipv6");
        if (Files.exists(setting)) {
            write(setting, "1");
        }
    }

    /** Has packets that come in by an interface go on by another. Whether something changed. */
    static boolean forward(String name) throws IOException {
        Path setting = NET.resolve("ipv4/conf").resolve(name).resolve("forwarding");
        if (Files.readString(setting).strip().equals("1")) {
            return false;
        }
        write(setting, "1");
        return true;
    }

    private static void write(Path setting, String value) throws IOException {
        Files.write(setting, value.getBytes(StandardCharsets.US_ASCII));
    }
}
