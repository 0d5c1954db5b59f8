package funcgraph.runtime.network;

import funcgraph.domain.Cidr;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the machine's kernel for children behind its address. They stand in a table of this server's own, so that
 * taking it away takes all of them away, and those of nobody else.
 */
final class Firewall {

    private static final List<Path> NFT =
            List.of(Path.of("/usr/sbin/nft"), Path.of("/sbin/nft"), Path.of("/usr/bin/nft"));
    private static final long PATIENCE_SECONDS = 10;
    private static final String TABLE = "funcgraph_";

    private Firewall() {}

    /** Why there can be none on this machine, or null. */
    static @Nullable String whatIsMissing() {
        return NFT.stream().anyMatch(Files::isExecutable) ? null : "there is no nft (install the package nftables)";
    }

    /**
     * Sends what comes from {@code range} behind {@code bridge} on with the machine's address. Link-local addresses are
     * where clouds keep the credentials of their machines. The machine's loopback cannot be reached by a packet from
     * outside, unless somebody has allowed it. Whoever is outside cannot begin a conversation.
     */
    static void raise(long server, String bridge, Cidr range) throws IOException {
        var rules = """
                table inet %1$s {
                  chain forward {
                    type filter hook forward priority -10; policy accept;
                    iifname "%2$s" ip daddr 169.254.0.0/16 drop
                    iifname "%2$s" ip saddr != %3$s drop
                    iifname "%2$s" meta nfproto ipv6 drop
                    iifname "%2$s" oifname "fg*" drop
                    oifname "%2$s" ct state new,invalid drop
                  }
                  chain input {
                    type filter hook input priority -10; policy accept;
                    iifname "%2$s" ip daddr { 127.0.0.0/8, 169.254.0.0/16 } drop
                    iifname "%2$s" ip saddr != %3$s drop
                    iifname "%2$s" meta nfproto ipv6 drop
                  }
                  chain leaving {
                    type nat hook postrouting priority 100; policy accept;
                    ip saddr %3$s oifname != "%2$s" masquerade
                  }
                }
                """.formatted(TABLE + server, bridge, range);
        run(rules, "-f", "-");
    }

    static void lower(long server) throws IOException {
        run("", "delete", "table", "inet", TABLE + server);
    }

    /** The servers whose tables are there. */
    static List<Long> raised() throws IOException {
        return run("", "list", "tables", "inet")
                .lines()
                .map(line -> line.replace("table inet ", "").strip())
                .filter(name -> name.matches(TABLE + "\\d{1,18}"))
                .map(name -> Long.parseLong(name.substring(TABLE.length())))
                .toList();
    }

    private static String run(String input, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(NFT.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no nft"))
                .toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.PIPE)
                .start();
        try {
            var said = CompletableFuture.supplyAsync(() -> read(process));
            try (var pipe = process.getOutputStream()) {
                pipe.write(input.getBytes(StandardCharsets.US_ASCII));
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("nft did not end");
            }
            String text = said.join().strip();
            if (process.exitValue() != 0) {
                throw new IOException("nft: " + text.lines().findFirst().orElse("failed"));
            }
            return text;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", hurried);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Process process) {
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
