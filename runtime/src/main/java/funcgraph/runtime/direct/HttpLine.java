package funcgraph.runtime.direct;

import funcgraph.runtime.http1.BodyTooLarge;
import funcgraph.runtime.http1.Connection;
import funcgraph.runtime.http1.Head;
import funcgraph.runtime.wire.Outlet;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code http}: the file {@code bootstrap}, which bash runs, starts a web server on port 8000 (runtimes 1.12). It is ready
 * when the port can be connected to.
 */
final class HttpLine extends DirectLine {

    /** The real platform's; functions have it in their code. */
    static final int PORT = 8000;

    private static final byte[] NOTHING = {};

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
        Outlet outlet = occasion.outlet();
        try {
            if (outlet == null) {
                answer(occasion.id(), request, send(request, over -> whole(request, over), () -> true));
            } else {
                streamed(
                        occasion.id(),
                        send(request, over -> pieces(request, over, outlet), () -> !outlet.isCancelled()),
                        outlet);
            }
        } catch (BodyTooLarge body) {
            tooLarge(occasion.id(), body.bytes(), outlet == null ? MOST_BYTES : Outlet.MOST_BYTES);
        } catch (IOException broken) {
            if (outlet != null && outlet.isCancelled()) {
                brokenOff(occasion.id());
            } else if (!exits()) {
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

    private void streamed(int callId, WebResponse response, Outlet outlet) throws IOException {
        outlet.finish();
        if (response.isGood()) {
            answer(callId, response.body());
        } else {
            fail(callId, RAISED, WebResponse.error(response.status()));
        }
    }

    /** How a response is read. */
    @FunctionalInterface
    private interface Reading {
        WebResponse read(Connection over) throws IOException;
    }

    private static WebResponse whole(WebRequest request, Connection over) throws IOException {
        Head head = response(over);
        return new WebResponse(head, over.readResponseBody(head, request.method(), MOST_BYTES));
    }

    /** A caller that goes away closes the connection, by which the function's server hears of it. */
    private WebResponse pieces(WebRequest request, Connection over, Outlet outlet) throws IOException {
        outlet.whenCancelled(() -> drop(over));
        Head head = response(over);
        boolean wanted = outlet.open(WebResponse.opening(head));
        if (!wanted) {
            throw new IOException("nobody waits for the answer");
        }
        over.readResponseBody(head, request.method(), Outlet.MOST_BYTES, piece -> {
            if (!outlet.put(piece)) {
                throw new IOException("nobody waits for the answer any more");
            }
        });
        return new WebResponse(head, NOTHING);
    }

    /**
     * A connection that was kept may be closed by the server just as it is used: then the request never arrived. One that
     * was closed because nobody waits any more looks the same, and its request has arrived.
     */
    private WebResponse send(WebRequest request, Reading reading, BooleanSupplier wanted) throws IOException {
        Connection kept = idle.pollFirst();
        if (kept != null) {
            try {
                if (!kept.isAbandoned()) {
                    kept.forgetReceived();
                    return send(request, kept, reading);
                }
                drop(kept);
            } catch (IOException closed) {
                if (kept.hasReceived() || isOver() || !wanted.getAsBoolean()) {
                    throw closed;
                }
            }
        }
        var fresh = new Connection(connect(PORT));
        connections.add(fresh);
        if (isOver()) {
            drop(fresh);
        }
        return send(request, fresh, reading);
    }

    private WebResponse send(WebRequest request, Connection over, Reading reading) throws IOException {
        boolean kept = false;
        try {
            over.write(request.method() + " " + request.target() + " HTTP/1.1", request.fields(), request.body());
            WebResponse response = reading.read(over);
            Head head = response.head();
            kept = Connection.isDelimited(head, request.method()) && head.keepsAlive(head.word(0));
            return response;
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
