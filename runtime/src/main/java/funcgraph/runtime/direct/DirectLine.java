package funcgraph.runtime.direct;

import funcgraph.runtime.launch.Child;
import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.Line;
import funcgraph.runtime.wire.Outlet;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What these families have in common: the program is started when there is code, by a shell that has waited for it, and
 * what it does is told as frames. The work is done on virtual threads, all of which end when the line does, because their
 * sockets are closed then; how long user code may take is for the line's listener to watch.
 */
abstract class DirectLine implements Line {

    static final int RAISED = 4002;
    static final int TOO_LARGE = 4004;
    static final int LOAD_FAILED = 4009;

    /** 6 MB (functiongraph-api 5.1). */
    static final int MOST_BYTES = 6_291_456;

    private static final Duration KNOCK_EVERY = Duration.ofMillis(10);
    private static final Duration EXIT_FOLLOWS = Duration.ofMillis(300);
    private static final byte[] NOTHING = new byte[0];

    private final Ends ends;
    private volatile boolean over;
    // On the loop only.
    private boolean started;
    private boolean ready;
    private final Map<Integer, Outlet> outlets = new HashMap<>();

    /** What a line is between. */
    record Ends(Child child, Consumer<Runnable> loop, Listener listener) {}

    DirectLine(Ends ends) {
        this.ends = ends;
    }

    /** Starts the program; {@link #ready} is to be called when it can take calls. */
    abstract void begin(Setup setup) throws IOException;

    /** Hands over a call, of which one of {@link #answer} and {@link #fail} is to come. Does not block. */
    abstract void call(Occasion occasion);

    /** Closes all sockets. */
    abstract void close();

    @Override
    public final void send(FrameType type, int callId, byte[] header, Buffer payload) {
        if (type == FrameType.INIT) {
            started = true;
            work("begin", () -> begin(told(Setup.of(header))));
        } else if (type == FrameType.CALL) {
            call(Occasion.of(callId, header, payload, outlets.remove(callId)));
        } else {
            child().kill(); // such a program has no way to be told that it should stop
        }
    }

    @Override
    public final void stream(int callId, Outlet outlet) {
        outlets.put(callId, outlet);
    }

    private Setup told(Setup setup) {
        if (setup.hasInitializer()) {
            tell(FrameType.LOADED, 0, NOTHING, NOTHING);
        }
        return setup;
    }

    @Override
    public final void ended(String how, String lastWords) {
        over = true;
        close();
        if (started && !ready && !how.isEmpty()) {
            String message = "the function %s before it could take calls%s"
                    .formatted(how, lastWords.isBlank() ? "" : ": " + lastWords.strip());
            ends.listener()
                    .received(new Frame(
                            FrameType.INIT_FAILED, 0, code(LOAD_FAILED), Json.error(message, "FunctionExited")));
        }
    }

    final boolean isOver() {
        return over;
    }

    final Child child() {
        return ends.child();
    }

    final void ready() {
        ends.loop().accept(() -> {
            if (!ready && !over) {
                ready = true;
                ends.listener().received(new Frame(FrameType.READY, 0, NOTHING, NOTHING));
            }
        });
    }

    final void answer(int callId, byte[] result) {
        tell(FrameType.RESULT, callId, NOTHING, result);
    }

    final void fail(int callId, int code, byte[] errorJson) {
        tell(FrameType.ERROR, callId, code(code), errorJson);
    }

    final void tooLarge(int callId, long bytes) {
        tooLarge(callId, bytes, MOST_BYTES);
    }

    final void tooLarge(int callId, long bytes, long most) {
        String message = "response body size %d exceeds the limit of %d".formatted(bytes, most);
        fail(callId, TOO_LARGE, Json.error(message, "FunctionResponseTooLarge"));
    }

    /** It was answered in pieces, but for whoever counts the call it is not well. */
    final void brokenOff(int callId) {
        fail(callId, RAISED, Json.error("the caller went away before the answer was complete", "CallerGone"));
    }

    private void tell(FrameType type, int callId, byte[] header, byte[] payload) {
        ends.loop().accept(() -> {
            if (!over) {
                ends.listener().received(new Frame(type, callId, header, payload));
            }
        });
    }

    private static byte[] code(int code) {
        return ("{\"code\":" + code + "}").getBytes(StandardCharsets.US_ASCII);
    }

    /** Something that takes a while. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does it on a thread of its own. If it cannot be done the worker is of no use, unless that is why. */
    final void work(String what, Work work) {
        Thread.ofVirtual().name(what + "-" + child().name()).start(() -> {
            try {
                work.run();
            } catch (IOException | RuntimeException e) {
                broken("could not be spoken to: " + e.getMessage());
            }
        });
    }

    /** The worker is of no use any more. {@code how} is a clause about it. */
    final void broken(String how) {
        if (!exits()) {
            ends.loop().accept(() -> {
                if (!over) {
                    ends.listener().garbled(how);
                }
            });
        }
    }

    /** Sockets close a moment before their process is known to have ended, and its end says more than theirs. */
    final boolean exits() {
        try {
            child().exited().toCompletableFuture().get(EXIT_FOLLOWS.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException alive) {
            return over;
        } catch (ExecutionException never) {
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return over;
        }
    }

    /** Starts the program. */
    final void run(byte[] script) throws IOException {
        try (OutputStream shell = child().input()) {
            shell.write(script);
        }
    }

    /** The worker's loopback address, where the server and the program meet; IPv4, because that is what programs expect. */
    static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}), port);
    }

    /** A listener in the worker's network. */
    final ServerSocketChannel listen(int port) throws IOException {
        return child().inNetwork(() -> {
            var listener = ServerSocketChannel.open(StandardProtocolFamily.INET);
            try {
                return listener.bind(loopback(port));
            } catch (IOException e) {
                listener.close();
                throw e;
            }
        });
    }

    /** A connection to what listens in the worker's network. */
    final SocketChannel connect(int port) throws IOException {
        return child().inNetwork(() -> connectHere(port));
    }

    private static SocketChannel connectHere(int port) throws IOException {
        var socket = SocketChannel.open(StandardProtocolFamily.INET);
        try {
            socket.connect(loopback(port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Tries until something listens. Empty when the worker ended first. */
    final Optional<SocketChannel> await(int port) throws IOException {
        return child().inNetwork(() -> {
            while (!over) {
                try {
                    return Optional.of(connectHere(port));
                } catch (IOException notYet) {
                    LockSupport.parkNanos(KNOCK_EVERY.toNanos());
                }
            }
            return Optional.empty();
        });
    }
}
