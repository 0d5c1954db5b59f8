package funcgraph.runtime.worker;

import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameReader;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.MalformedFrame;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The socket of one loop that its workers knock at. A worker is let in by the secret it was started with, which is good
 * once; everybody else is sent away, and who says nothing is not waited for.
 */
public final class Door {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 16;
    private static final long HELLO_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_STRANGERS = 256;

    /** A worker that is expected. */
    interface Guest {
        void arrived(NetSocket socket, FrameReader reader, String version);
    }

    private final Loop loop;
    private final Path path;
    private final Map<String, Guest> expected = new HashMap<>();
    private int strangers;
    private @Nullable NetServer server;

    public Door(Loop loop, Path path) {
        this.loop = loop;
        this.path = path;
    }

    /** On the loop only. Fails when the path cannot be listened on. */
    public Future<Void> open() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
        server = loop.vertx().createNetServer().connectHandler(this::knocked);
        return server.listen(SocketAddress.domainSocketAddress(path.toString())).map(ignored -> openToAll());
    }

    /** A worker may be another user than the server; who else may come near is settled by the directory. */
    private @Nullable Void openToAll() {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    public Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    /** On the loop only. Returns the secret that lets {@code guest} in. */
    String expect(Guest guest) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        String text = HexFormat.of().formatHex(secret);
        expected.put(text, guest);
        return text;
    }

    /** On the loop only. */
    void forget(String secret) {
        expected.remove(secret);
    }

    private void knocked(NetSocket socket) {
        if (strangers >= MAX_STRANGERS) {
            socket.close();
            return;
        }
        strangers++;
        new Stranger(socket).listen();
    }

    /** A connection that has not yet said who it is. */
    private final class Stranger implements Loop.Watched {
        private final NetSocket socket;
        private final FrameReader reader = new FrameReader();
        private final long until = System.nanoTime() + HELLO_NANOS;
        private boolean known;
        private boolean left;

        Stranger(NetSocket socket) {
            this.socket = socket;
        }

        void listen() {
            loop.watch(this);
            socket.handler(this::read);
            socket.closeHandler(ignored -> gone());
            socket.exceptionHandler(ignored -> socket.close());
        }

        private void read(Buffer bytes) {
            try {
                reader.accept(bytes, this::hello);
            } catch (MalformedFrame notOurs) {
                socket.close();
            }
        }

        private void hello(Frame frame) {
            if (known || frame.type() != FrameType.HELLO) {
                socket.close();
                return;
            }
            try {
                var hello = Headers.read(frame.header());
                Guest guest = expected.remove(hello.path("secret").asString(""));
                if (guest == null) {
                    socket.close();
                    return;
                }
                known = true;
                gone();
                guest.arrived(socket, reader, hello.path("version").asString(""));
            } catch (JacksonException notJson) {
                socket.close();
            }
        }

        private void gone() {
            if (!left) {
                left = true;
                strangers--;
                loop.unwatch(this);
            }
        }

        @Override
        public void tick(long nowNanos) {
            if (nowNanos - until > 0) {
                socket.close();
            }
        }
    }
}
