package funcgraph.runtime.sandbox;

import funcgraph.runtime.kernel.Kernel;
import funcgraph.runtime.launch.Child.SocketMaker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * The network of a sandbox, for the server to have sockets in. It is found by the first process inside, before any user
 * code runs, and then held by a descriptor: a number of a process may come to stand for another one.
 */
final class ChildNetwork implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final long UNKNOWN = -1;

    private final Process outermost;
    private long descriptor = UNKNOWN;
    private boolean closed;

    ChildNetwork(Process outermost) {
        this.outermost = outermost;
    }

    /** Runs {@code maker} on a thread that enters the network and ends with it, so that no other work ever sees it. */
    <T> T within(SocketMaker<T> maker) throws IOException {
        find();
        var made = new CompletableFuture<T>();
        var thread = Thread.ofPlatform()
                .daemon()
                .name("in-network-of-" + outermost.pid())
                .unstarted(() -> {
                    try {
                        enter();
                        made.complete(maker.make());
                    } catch (IOException | RuntimeException e) {
                        made.completeExceptionally(e);
                    }
                });
        thread.start();
        try {
            return made.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        }
    }

    private synchronized void enter() throws IOException {
        if (closed || descriptor == UNKNOWN) {
            throw new IOException("the sandbox is gone");
        }
        Kernel.enterNetwork(descriptor);
    }

    /** The first process inside is there a moment after the outermost. */
    private void find() throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!found()) {
            if (!outermost.isAlive() || System.nanoTime() - until > 0) {
                throw new IOException("the sandbox has no process");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private synchronized boolean found() throws IOException {
        if (descriptor == UNKNOWN && !closed) {
            var inside = outermost.children().findFirst();
            if (inside.isEmpty()) {
                return false;
            }
            descriptor = Kernel.open(Path.of("/proc", Long.toString(inside.get().pid()), "ns", "net"));
        }
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (descriptor != UNKNOWN) {
            try {
                Kernel.close(descriptor);
            } catch (IOException never) {
                throw new IllegalStateException(never);
            }
            descriptor = UNKNOWN;
        }
    }
}
