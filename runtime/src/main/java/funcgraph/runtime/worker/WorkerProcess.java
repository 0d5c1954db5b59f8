package funcgraph.runtime.worker;

import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Child.Exit;
import funcgraph.runtime.launch.Settlement;
import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameReader;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.MalformedFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The process of a worker and the socket to it. They come by different ways, so it is there when both are; what becomes
 * of either is told to its owner. It lives on the worker's loop, and methods are to be called there.
 */
final class WorkerProcess implements Door.Guest {

    /** Whose process it is. Told on the loop. */
    interface Owner {
        /** It was started and has said hello. */
        void met();

        /** There is no process, nor will there be one. */
        void notStarted(Exception cause);

        /** It has its limits and its code, which it sees at {@code code}. */
        void settled(Path code);

        /** It could not be given its limits or its code. */
        void notSettled(Exception cause);

        void received(Frame frame);

        /** What it sent cannot be read. */
        void garbled(String how);

        /** It closed its end of the socket: it is ending, and its exit will say why. */
        void hungUp();

        /** It has ended and was reaped. */
        void exited(Exit exit);
    }

    private final Loop loop;
    private final Owner owner;
    private final Logbook logbook = new Logbook();
    private @Nullable Child child;
    private @Nullable NetSocket socket;
    private @Nullable FrameReader reader;
    private boolean over;

    WorkerProcess(Loop loop, Owner owner) {
        this.loop = loop;
        this.owner = owner;
    }

    /** What it prints and how much memory it takes. */
    Logbook logbook() {
        return logbook;
    }

    /** Starting takes milliseconds, which are not the loop's to give. */
    void start(Mould mould, Callable<Child> launch) {
        Thread.ofVirtual().name("launch-" + mould).start(() -> {
            try {
                Child started = launch.call();
                Headers.warmUp();
                loop.run(() -> launched(started));
            } catch (Exception cannotStart) {
                loop.run(() -> owner.notStarted(cannotStart));
            }
        });
    }

    private void launched(Child started) {
        child = started;
        logbook.of(started);
        started.exited().whenComplete((exit, ignored) -> loop.run(() -> exited(exit)));
        if (over) {
            started.kill();
        }
        meet();
    }

    /** Gives it limits and code, which takes a moment that is not the loop's to give either. */
    void settle(Settlement settlement) {
        Child settling = child;
        if (settling == null) {
            throw new IllegalStateException("a worker without a process cannot be settled");
        }
        Thread.ofVirtual().name("settle-" + settling.name()).start(() -> {
            try {
                Path code = settling.settle(settlement);
                loop.run(() -> owner.settled(code));
            } catch (Exception cannotSettle) {
                loop.run(() -> owner.notSettled(cannotSettle));
            }
        });
    }

    @Override
    public void arrived(NetSocket arrivedSocket, FrameReader arrivedReader, String version) {
        if (over) {
            arrivedSocket.close();
            return;
        }
        socket = arrivedSocket;
        reader = arrivedReader;
        arrivedSocket.handler(this::read);
        arrivedSocket.closeHandler(ignored -> closed());
        arrivedSocket.exceptionHandler(ignored -> arrivedSocket.close());
        meet();
    }

    private void meet() {
        if (child != null && socket != null && !over) {
            owner.met();
        }
    }

    private void read(Buffer bytes) {
        FrameReader frames = reader;
        if (frames == null || over) {
            return;
        }
        try {
            frames.accept(bytes, owner::received);
        } catch (MalformedFrame | JacksonException unreadable) {
            owner.garbled("sent garbage on its socket: " + unreadable.getMessage());
        }
    }

    private void closed() {
        if (!over) {
            owner.hungUp();
        }
    }

    void send(FrameType type, int callId, byte[] header, Buffer payload) {
        NetSocket to = socket;
        if (to != null) {
            to.write(Frame.encode(type, callId, header, payload));
            if (Frame.payloadFollows(payload)) {
                to.write(payload);
            }
        }
    }

    /**
     * Ends it now, with all that it started. One that is still being started ends when it has been. The socket stays
     * open until then: who sees it close leaves by itself, and those it started would lose the parent that names them.
     */
    void kill() {
        over = true;
        if (child != null) {
            child.kill();
        }
    }

    private void exited(@Nullable Exit exit) {
        kill(); // what it started may still run
        if (socket != null) {
            socket.close();
        }
        owner.exited(exit == null ? new Exit(-1, false) : exit);
    }
}
