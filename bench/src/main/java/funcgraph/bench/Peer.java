package funcgraph.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that Funcgraph is measured beside, in a process of its own on a free port. */
final class Peer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long RETRY_MILLIS = 50;

    private final Process process;
    private final URI target;

    private Peer(Process process, URI target) {
        this.process = process;
        this.target = target;
    }

    /** Starts it and waits until it listens. {@code {port}} in the command stands for the port. */
    static Peer start(Path directory, Path log, String path, List<String> command) throws Exception {
        int port = freePort();
        var line = command.stream()
                .map(word -> word.replace("{port}", Integer.toString(port)))
                .toList();
        var builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("SLS_TELEMETRY_DISABLED", "1");
        var peer = new Peer(builder.start(), URI.create("http://127.0.0.1:" + port + path));
        try {
            peer.awaitPort(port);
            return peer;
        } catch (Exception e) {
            peer.close();
            throw e;
        }
    }

    URI target() {
        return target;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(int port) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() - until < 0) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        }
        throw new IOException("a peer did not listen within " + PATIENCE.toSeconds() + " s");
    }

    /** With all that it started. */
    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
