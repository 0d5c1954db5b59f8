package funcgraph.runtime.direct;

import funcgraph.runtime.http1.BodyTooLarge;
import funcgraph.runtime.http1.Connection;
import funcgraph.runtime.http1.Head;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * {@code http}: the file {@code bootstrap}, which bash runs, starts a web server on port 8000 (runtimes 1.12). It is ready
 * when the port can be connected to.
 */
final class HttpLine extends DirectLine {

    /** The real platform's; functions have it in their code. */
    static final int PORT = 8000;

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile @Nullable Setup setup;

    HttpLine(Ends ends) {
        super(ends);
    }

    @Override
    void begin(Setup told) throws IOException {
        setup = told;
        if (!isPortFree()) {
            broken("could not be started: port " + PORT
                    + " of this machine is taken. Without sandboxes only one http function can run at a time");
            return;
        }
        String bootstrap = told.code().resolve("bootstrap").toString();
        run(StartScript.running(told.code(), told.environment(), List.of("/bin/bash", bootstrap)));
        Optional<SocketChannel> first = await(PORT);
        if (first.isPresent()) {
            first.get()
                    .close(); // a server that serves one connection at a time would wait for this one to say something
            ready();
        }
    }

    /** In a sandbox it always is. */
    private boolean isPortFree() {
        try {
            listen(PORT).close();
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    @Override
    void call(Occasion occasion) {
        Setup known = setup;
        if (known == null) {
            throw new IllegalStateException("a call before INIT");
        }
        Thread.ofVirtual().name("http-call-" + child().name()).start(() -> exchange(occasion, known));
    }

    private void exchange(Occasion occasion, Setup known) {
        WebRequest request;
        try {
            request = WebRequest.of(occasion, known);
        } catch (IllegalArgumentException impossible) {
            fail(occasion.id(), RAISED, Json.error(String.valueOf(impossible.getMessage()), "InvalidEvent"));
            return;
        }
        try {
            answer(occasion.id(), request, send(request));
        } catch (BodyTooLarge body) {
            tooLarge(occasion.id(), body.bytes());
        } catch (IOException broken) {
            if (!exits()) {
                String message = "the function did not answer on port " + PORT + ": " + broken.getMessage();
                fail(occasion.id(), RAISED, Json.error(message, "ConnectionError"));
            }
        }
    }

    private void answer(int callId, WebRequest request, WebResponse response) throws IOException {
        if (!response.isGood()) {
            fail(callId, RAISED, response.apigError());
        } else {
            answer(callId, request.apig() ? Json.write(response.apig()) : response.body());
        }
    }

    /** A connection that was kept may be closed by the server just as it is used: then the request never arrived. */
    private WebResponse send(WebRequest request) throws IOException {
        Connection kept = idle.pollFirst();
        if (kept != null) {
            try {
                if (!kept.isAbandoned()) {
                    kept.forgetReceived();
                    return send(request, kept);
                }
                drop(kept);
            } catch (IOException closed) {
                if (kept.hasReceived() || isOver()) {
                    throw closed;
                }
            }
        }
        var fresh = new Connection(connect(PORT));
        connections.add(fresh);
        if (isOver()) {
            drop(fresh);
        }
        return send(request, fresh);
    }

    private WebResponse send(WebRequest request, Connection over) throws IOException {
        boolean kept = false;
        try {
            over.write(request.method() + " " + request.target() + " HTTP/1.1", request.fields(), request.body());
            Head head = response(over);
            byte[] body = over.readResponseBody(head, request.method(), MOST_BYTES);
            kept = Connection.isDelimited(head, request.method()) && head.keepsAlive(head.word(0));
            return new WebResponse(head, body);
        } finally {
            if (kept) {
                idle.addFirst(over);
            } else {
                drop(over);
            }
        }
    }

    /** The first that is not provisional. */
    private static Head response(Connection over) throws IOException {
        while (true) {
            Head head = over.readHead().orElseThrow(() -> new IOException("it closed the connection"));
            if (head.status() >= 200) {
                return head;
            }
        }
    }

    private void drop(Connection connection) {
        connections.remove(connection);
        connection.close();
    }

    @Override
    void close() {
        connections.forEach(Connection::close);
    }
}
