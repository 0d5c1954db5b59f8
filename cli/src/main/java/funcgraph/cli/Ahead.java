package funcgraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What every request needs and the JDK takes long to make ready when it is first touched: big numbers, which JSON's nodes
 * have constants of, digests, dates, sockets. That is done beside picocli's reading of the command line, which takes as
 * long. A command waits for it before it touches the same classes itself: two threads that initialise classes which need
 * each other may wait for each other for ever.
 */
final class Ahead {

    /** Far more than it takes; a command goes on without it then. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Thread WORK =
            Thread.ofPlatform().daemon().name("ahead").unstarted(Ahead::prepare);

    private Ahead() {}

    static void start() {
        WORK.start();
    }

    /** Returns at once when it was never started. */
    static void await() {
        try {
            if (WORK.getState() != Thread.State.NEW) {
                WORK.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void prepare() {
        Json.read("{\"text\":\"\",\"number\":1}");
        var headers = Map.of(RequestSigner.DATE_HEADER, RequestSigner.date(Instant.EPOCH));
        new RequestSigner(new Access.Signed("", "secret")).authorization("GET", "/", Map.of(), headers, new byte[0]);
        try (var unconnected = new Socket()) {
            unconnected.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
