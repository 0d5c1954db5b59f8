package funcgraph.runtime.sandbox;

import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Shown;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few sandboxes that were made ahead, in which a shell waits to become whatever is started next, of any runtime. To make
 * one is most of what a program's start costs more than its start without a sandbox (ADR 7). They hold next to no memory.
 */
final class Spares {

    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);
    private static final int KEPT = 2;

    /**
     * What is shown to a program that moves in is a mount that the thread which starts sandboxes has, too, and each start
     * copies those. One more for each worker does not matter; for programs that see all interpreters it would.
     */
    private static final int MOST_MOUNTS = 1;

    /** What took the last one has the processors first, and so has a server that starts. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(
            1,
            TimeUnit.SECONDS,
            task -> Thread.ofVirtual().name("spare-sandbox").start(task));

    private final Maker maker;
    private final Queue<SandboxChild> idle = new ConcurrentLinkedQueue<>();
    private final ReentrantLock making = new ReentrantLock();
    private volatile List<Shown> usual = List.of();
    private volatile boolean wanted;

    /** Makes a sandbox and starts a program in it. */
    @FunctionalInterface
    interface Maker {
        SandboxChild make(Launch launch) throws IOException;
    }

    Spares(Maker maker) {
        this.maker = maker;
    }

    /** Keeps some from now on, for launches that show this and, in their slots, one thing more. To be said once. */
    void keep(List<Shown> shown) {
        if (wanted) {
            throw new IllegalStateException("what children see was told already");
        }
        usual = List.copyOf(shown);
        wanted = true;
        LATER.execute(this::make);
    }

    /** One for that launch to move into; null when there is none. */
    @Nullable
    SandboxChild take(Launch launch) {
        if (!wanted || !suits(launch)) {
            return null;
        }
        SandboxChild spare = idle.poll();
        while (spare != null && isGone(spare)) {
            spare = idle.poll();
        }
        LATER.execute(this::make);
        return spare;
    }

    private boolean suits(Launch launch) {
        var inside = launch.shown().stream().filter(Slot::isInside).toList();
        var outside =
                launch.shown().stream().filter(shown -> !Slot.isInside(shown)).toList();
        return outside.equals(usual)
                && inside.size() <= MOST_MOUNTS
                && Orders.canSet(launch.environment().keySet());
    }

    private static boolean isGone(SandboxChild spare) {
        return spare.exited().toCompletableFuture().isDone();
    }

    private void make() {
        making.lock();
        try {
            idle.removeIf(Spares::isGone);
            while (wanted && idle.size() < KEPT) {
                idle.add(maker.make(Orders.awaited(usual)));
            }
        } catch (IOException e) {
            LOG.info("no sandbox could be made ahead: {}", e.getMessage()); // who needs one makes it, and tells why
        } finally {
            making.unlock();
        }
    }

    /** Makes no more. Those that wait are the launcher's to end. Blocks while one is being made. */
    void close() {
        making.lock();
        try {
            wanted = false;
        } finally {
            making.unlock();
        }
    }
}
