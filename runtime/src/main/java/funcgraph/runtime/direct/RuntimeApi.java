package funcgraph.runtime.direct;

import funcgraph.runtime.http1.BodyTooLarge;
import funcgraph.runtime.http1.Connection;
import funcgraph.runtime.http1.Head;
import funcgraph.runtime.http1.Head.Field;
import funcgraph.runtime.wire.Outlet;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server that a {@code bootstrap} asks for its calls, in the worker's own network. It serves nobody but that one
 * function, so what it must withstand is a clumsy client: there are a few connections at most, and what is too much is
 * refused.
 */
final class RuntimeApi implements AutoCloseable {

    static final String NEXT = "/v1/runtime/invocation/request";
    static final String RESPONSE = "/v1/runtime/invocation/response/";
    static final String ERROR = "/v1/runtime/invocation/error/";

    private static final int MOST_CONNECTIONS = 64;
    private static final long MOST_DROPPED_BYTES = 64 << 20;
    private static final byte[] NOTHING = new byte[0];

    /** Clients poll again after what is not 200, and many have no time limit; so it only has to be there. */
    private static final Duration LONGEST_POLL = Duration.ofMinutes(5);

    /** How often it is looked whether who polls is still there. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ServerSocketChannel listener;
    private final Desk desk;
    private final String name;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /** Where calls are fetched and brought back. */
    interface Desk {
        /** Somebody asks for a call. */
        void asked();

        /** The next call, empty when there is none within that time. */
        Optional<Occasion> next(long millis) throws InterruptedException;

        /** It is on its way to the function. */
        void handedOut(Occasion occasion);

        /** Whoever asked for it was gone before it was on its way. */
        void notHandedOut(Occasion occasion);

        /** Whoever asked for it has gone without reading it. */
        void cameBack(Occasion occasion);

        /** The call that is out under this id, which from now on it is not. */
        Optional<Taken> take(String requestId);

        /** Where the answer to that call goes as it comes; empty for one that is answered whole, and for none. */
        Optional<Outlet> outlet(String requestId);
    }

    /** A call that is brought back. One of these is to be called, once. */
    interface Taken {
        void answered(byte[] result);

        void failed(byte[] error);

        void tooLarge(long bytes);

        /** Whoever waited for it has gone. */
        void brokenOff();
    }

    RuntimeApi(ServerSocketChannel listener, Desk desk, String name) {
        this.listener = listener;
        this.desk = desk;
        this.name = name;
    }

    void start() {
        Thread.ofVirtual().name("runtime-api-" + name).start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                serve(listener.accept());
            }
        } catch (IOException closed) {
            connections.forEach(Connection::close);
        }
    }

    private void serve(SocketChannel socket) {
        var connection = new Connection(socket);
        connections.add(connection);
        if (connections.size() > MOST_CONNECTIONS || !listener.isOpen()) {
            drop(connection);
            return;
        }
        Thread.ofVirtual().name("runtime-api-connection-" + name).start(() -> {
            try {
                while (exchange(connection)) {
                    // until one of the two has had enough
                }
            } catch (IOException gone) {
                // Whose connection breaks asks again on another one.
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            } finally {
                drop(connection);
            }
        });
    }

    private void drop(Connection connection) {
        connections.remove(connection);
        connection.close();
    }

    /** One request and its answer. Says whether there may be another. */
    private boolean exchange(Connection connection) throws IOException, InterruptedException {
        var read = connection.readHead();
        if (read.isEmpty()) {
            return false;
        }
        Head head = read.get();
        String version = head.word(2);
        if (!version.startsWith("HTTP/1.")) {
            return reply(
                    connection, "400 Bad Request", List.of(), Json.error("this is not HTTP/1.1", "BadRequest"), false);
        }
        boolean goesOn = head.keepsAlive(version);
        String path = path(head.word(1));
        if (head.listed("Expect", "100-continue")) {
            connection.write("HTTP/1.1 100 Continue", List.of(), NOTHING);
        }
        if (path.startsWith(RESPONSE) && head.word(0).equals("POST")) {
            var outlet = desk.outlet(id(path));
            if (outlet.isPresent()) {
                return takePieces(connection, head, id(path), outlet.get(), goesOn);
            }
        }
        byte[] body;
        try {
            body = connection.readRequestBody(head, DirectLine.MOST_BYTES);
        } catch (BodyTooLarge tooLarge) {
            if (path.startsWith(RESPONSE) || path.startsWith(ERROR)) {
                desk.take(id(path)).ifPresent(call -> call.tooLarge(tooLarge.bytes()));
            }
            byte[] error = Json.error("the body is too large", "TooLarge");
            reply(connection, "413 Content Too Large", List.of(), error, false);
            connection.drain(MOST_DROPPED_BYTES);
            return false;
        }
        if (path.equals(NEXT)) {
            return head.word(0).equals("GET") ? next(connection, goesOn) : notAllowed(connection, "GET", goesOn);
        }
        if (path.startsWith(RESPONSE) || path.startsWith(ERROR)) {
            return head.word(0).equals("POST")
                    ? takeBack(connection, path, body, goesOn)
                    : notAllowed(connection, "POST", goesOn);
        }
        return reply(connection, "404 Not Found", List.of(), Json.error("there is no " + path, "NotFound"), goesOn);
    }

    /** Without the host, which a client that believes in a proxy puts before it, and without a query. */
    private static String path(String target) {
        String path = target.startsWith("http://")
                ? target.substring(Math.max(0, target.indexOf('/', "http://".length())))
                : target;
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private boolean next(Connection connection, boolean goesOn) throws IOException, InterruptedException {
        desk.asked();
        long until = System.nanoTime() + LONGEST_POLL.toNanos();
        while (System.nanoTime() - until < 0 && listener.isOpen()) {
            var occasion = desk.next(LOOK.toMillis());
            if (connection.isAbandoned()) {
                occasion.ifPresent(desk::notHandedOut);
                return false;
            }
            if (occasion.isPresent()) {
                return handOut(connection, occasion.get(), goesOn);
            }
        }
        return reply(connection, "204 No Content", List.of(), NOTHING, goesOn);
    }

    /**
     * A client that closes before it has read all resets its connection: it may have asked and left while the call was on
     * its way. One that has read the call ends its connection in another way, or asks again.
     */
    private boolean handOut(Connection connection, Occasion occasion, boolean goesOn) throws IOException {
        var fields = new ArrayList<Field>();
        fields.add(new Field("Content-Type", "application/json"));
        occasion.headers().forEach((field, value) -> fields.add(new Field(field, value)));
        desk.handedOut(occasion);
        try {
            boolean more = reply(connection, "200 OK", fields, occasion.event().getBytes(), goesOn);
            if (more) {
                connection.awaitMore();
            }
            return more;
        } catch (IOException gone) {
            desk.cameBack(occasion);
            throw gone;
        }
    }

    private boolean takeBack(Connection connection, String path, byte[] body, boolean goesOn) throws IOException {
        var call = desk.take(id(path));
        if (call.isEmpty()) {
            byte[] error = Json.error("no call with this request id waits for an answer", "UnknownRequest");
            return reply(connection, "404 Not Found", List.of(), error, goesOn);
        }
        if (path.startsWith(ERROR)) {
            call.get().failed(body);
        } else {
            call.get().answered(body);
        }
        return reply(connection, "200 OK", List.of(), NOTHING, goesOn);
    }

    /** An answer that goes to its caller while it comes. */
    private boolean takePieces(Connection connection, Head head, String id, Outlet outlet, boolean goesOn)
            throws IOException {
        var call = desk.take(id);
        if (call.isEmpty()) {
            return false; // another connection has just brought it
        }
        outlet.whenCancelled(connection::close);
        String type = head.first("Content-Type").orElse("application/octet-stream");
        try {
            if (outlet.open(new Outlet.Opening(200, List.of(Map.entry("Content-Type", type))))) {
                connection.readRequestBody(head, Outlet.MOST_BYTES, piece -> {
                    if (!outlet.put(piece)) {
                        throw new IOException("nobody waits for the answer any more");
                    }
                });
            }
        } catch (IOException broken) {
            if (outlet.isCancelled()) {
                call.get().brokenOff();
            } else {
                String message = "the response was broken off: " + broken.getMessage();
                call.get().failed(Json.error(message, "ConnectionError"));
            }
            throw broken;
        }
        outlet.finish();
        call.get().answered(NOTHING);
        return reply(connection, "200 OK", List.of(), NOTHING, goesOn);
    }

    private boolean notAllowed(Connection connection, String allowed, boolean goesOn) throws IOException {
        byte[] error = Json.error("only " + allowed + " is answered here", "MethodNotAllowed");
        return reply(connection, "405 Method Not Allowed", List.of(new Field("Allow", allowed)), error, goesOn);
    }

    private static boolean reply(Connection connection, String status, List<Field> fields, byte[] body, boolean goesOn)
            throws IOException {
        var all = new ArrayList<>(fields);
        if (!status.startsWith("204")) {
            all.add(new Field("Content-Length", Integer.toString(body.length)));
        }
        all.add(new Field("Connection", goesOn ? "keep-alive" : "close"));
        connection.write("HTTP/1.1 " + status, all, body);
        return goesOn;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException alreadyGone) {
            // It only has to be closed.
        }
        connections.forEach(Connection::close);
    }
}
