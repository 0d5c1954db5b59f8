package funcgraph.runtime.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the interfaces of servers are named, so that what is left of those that were killed can be told: {@code fg}, the
 * server's process id, {@code b} for a bridge or {@code p} for a port, a number.
 */
final class Remains {

    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);
    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final Pattern BRIDGE = Pattern.compile("fg(\\d{1,9})b\\d+");

    private final long server;
    private final AtomicLong bridges = new AtomicLong();

    Remains(long server) {
        this.server = server;
    }

    long server() {
        return server;
    }

    String nextBridge() {
        return "fg%db%d".formatted(server, bridges.incrementAndGet());
    }

    String port(long number) {
        return "fg%dp%d".formatted(server, number);
    }

    /** Takes away what is there of this server, and of those that are gone. */
    void clear() {
        try (Stream<Path> all = Files.list(INTERFACES)) {
            for (Path link : all.toList()) {
                Matcher name = BRIDGE.matcher(link.getFileName().toString());
                if (name.matches() && isOver(Long.parseLong(name.group(1))) && isUnused(link)) {
                    Links.delete(name.group());
                }
            }
            if (Firewall.whatIsMissing() == null) {
                for (long other : Firewall.raised()) {
                    if (isOver(other) && !hasBridge(other)) {
                        Firewall.lower(other);
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("something is left of the networks of an earlier server: {}", e.getMessage());
        }
    }

    private boolean isOver(long other) {
        return other == server || ProcessHandle.of(other).isEmpty();
    }

    /** A bridge with ports has a server, be it one whose process cannot be seen from here. */
    private boolean isUnused(Path bridge) throws IOException {
        if (bridge.getFileName().toString().startsWith("fg" + server + "b")) {
            return true;
        }
        Path ports = bridge.resolve("brif");
        if (!Files.isDirectory(ports)) {
            return true;
        }
        try (Stream<Path> any = Files.list(ports)) {
            return any.findAny().isEmpty();
        }
    }

    private static boolean hasBridge(long other) throws IOException {
        try (Stream<Path> all = Files.list(INTERFACES)) {
            Optional<Path> found = all.filter(
                            link -> link.getFileName().toString().startsWith("fg" + other + "b"))
                    .findFirst();
            return found.isPresent();
        }
    }
}
