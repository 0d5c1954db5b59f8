package funcgraph.runtime.worker;

import funcgraph.runtime.direct.DirectLines;
import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Child.Exit;
import funcgraph.runtime.launch.Settlement;
import funcgraph.runtime.wire.FrameReader;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.Line;
import funcgraph.runtime.wire.Outlet;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The process of a worker and the line to it. They come by different ways, so it is there when both are; what becomes
 * of either is told to its owner. It lives on the worker's loop, and methods are to be called there.
 */
final class WorkerProcess implements Door.Guest {

    /** Whose process it is. Told on the loop. */
    interface Owner extends Line.Listener {
        /** It was started and there is a line to it. */
        void met();

        /** There is no process, nor will there be one. */
        void notStarted(Exception cause);

        /** It has its limits and its code. */
        void settled();

        /** It could not be given its limits or its code. */
        void notSettled(Exception cause);

        /** It has ended and was reaped. */
        void exited(Exit exit);
    }

    private final Loop loop;
    private final Owner owner;
    private final Logbook logbook = new Logbook();
    private @Nullable Child child;
    private @Nullable Line line;
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
                loop.run(() -> launched(mould, started));
            } catch (Exception cannotStart) {
                loop.run(() -> owner.notStarted(cannotStart));
            }
        });
    }

    private void launched(Mould mould, Child started) {
        child = started;
        logbook.of(started);
        started.exited().whenComplete((exit, ignored) -> loop.run(() -> exited(exit)));
        if (over) {
            started.kill();
        }
        if (DirectLines.speaks(mould.runtime())) {
            line = DirectLines.open(mould.runtime(), started, loop::run, owner);
        }
        meet();
    }

    /**
     * Gives it limits and code, which takes a moment that is not the loop's to give either.
     *
     * @return where it will see its code
     */
    Path settle(Settlement settlement) {
        Child settling = child;
        if (settling == null) {
            throw new IllegalStateException("a worker without a process cannot be settled");
        }
        Thread.ofVirtual().name("settle-" + settling.name()).start(() -> {
            try {
                settling.settle(settlement);
                loop.run(owner::settled);
            } catch (Exception cannotSettle) {
                loop.run(() -> owner.notSettled(cannotSettle));
            }
        });
        return settling.seenCode(settlement.code());
    }

    void rest(boolean resting) {
        if (child != null) {
            child.rest(resting);
        }
    }

    @Override
    public void arrived(NetSocket arrivedSocket, FrameReader arrivedReader, String version) {
        if (over) {
            arrivedSocket.close();
            return;
        }
        line = new SocketLine(arrivedSocket, arrivedReader, loop::run, owner);
        meet();
    }

    private void meet() {
        if (child != null && line != null && !over) {
            owner.met();
        }
    }

    void stream(int callId, Outlet outlet) {
        Line to = line;
        if (to != null) {
            to.stream(callId, outlet);
        }
    }

    void send(FrameType type, int callId, byte[] header, Buffer payload) {
        Line to = line;
        if (to != null) {
            to.send(type, callId, header, payload);
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
        Exit how = exit == null ? new Exit(-1, false) : exit;
        if (line != null) {
            line.ended(how.outOfMemory() ? "" : how.text(), logbook.lastWords());
        }
        kill(); // what it started may still run
        owner.exited(how);
    }
}
