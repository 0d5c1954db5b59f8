package funcgraph.store.obs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request with whatever a test wants to send, HTTP or not. */
final class HostileServer implements AutoCloseable {

    /** Writes the answer; a connection that the client gave up ends it with an exception. */
    interface Answer {
        void to(OutputStream client) throws Exception;
    }

    private final ServerSocket socket;
    private final AtomicInteger requests = new AtomicInteger();

    private HostileServer(ServerSocket socket) {
        this.socket = socket;
    }

    static HostileServer answering(Answer answer) throws IOException {
        var server = new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(() -> server.serve(answer));
        return server;
    }

    static HostileServer saying(String text) throws IOException {
        return answering(client -> client.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve(Answer answer) {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        requests.incrementAndGet();
                        skipHead(client.getInputStream());
                        answer.to(client.getOutputStream());
                        client.getOutputStream().flush();
                    } catch (Exception e) {
                        // The client went away, which is what most of these tests want of it.
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int c = in.read();
            if (c < 0) {
                return;
            }
            newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
        }
    }
}
