package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code /etc/resolv.conf} says in a sandbox. */
final class Resolver {

    /** The machine's own, and what its resolver asks when that listens on the loopback. */
    private static final List<Path> SOURCES =
            List.of(Path.of("/etc/resolv.conf"), Path.of("/run/systemd/resolve/resolv.conf"));

    private static final Cidr LOOPBACK = Cidr.parse("127.0.0.0/8");
    private static final Cidr LINK_LOCAL = Cidr.parse("169.254.0.0/16");
    private static final String SERVER = "nameserver ";

    private Resolver() {}

    /** The servers that the machine asks and that can be asked from behind its address; empty when there are none. */
    static String machines() throws IOException {
        for (Path source : SOURCES) {
            if (Files.isReadable(source)) {
                var lines = Files.readAllLines(source).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("search ") || line.startsWith("options ") || isOutside(line))
                        .toList();
                if (lines.stream().anyMatch(line -> line.startsWith(SERVER))) {
                    return String.join("\n", lines) + "\n";
                }
            }
        }
        return "";
    }

    private static boolean isOutside(String line) {
        if (!line.startsWith(SERVER)) {
            return false;
        }
        try {
            int address = Cidr.parseAddress(line.substring(SERVER.length()).strip());
            return !LOOPBACK.contains(address) && !LINK_LOCAL.contains(address);
        } catch (IllegalArgumentException ipv6) {
            return false;
        }
    }

    static String of(List<String> servers) {
        var text = new StringBuilder();
        servers.forEach(server -> text.append(SERVER).append(server).append('\n'));
        return text.toString();
    }
}
