package funcgraph.runtime.wire;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer that goes to its caller as it comes. A thread that may wait puts the pieces in, or an event loop that hears
 * when there is room adds them; the caller's event loop takes them out, and no more than a bounded number of bytes lies
 * between them: whoever is faster waits for the other.
 *
 * <p>It has two ends. The function's says {@link #finish} when its answer is complete; the platform's says
 * {@link #callEnded} when the call is over, however. An answer that was not finished by then is broken off.
 */
public final class Outlet implements ReadStream<Buffer> {

    /** 200 MB (the manual's page on streaming responses). */
    public static final long MOST_BYTES = 200L << 20;

    /** What lies between the two at most. */
    public static final int WINDOW_BYTES = 256 * 1024;

    private final Context loop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // Behind the lock.
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private int queuedBytes;
    private boolean open;
    private boolean finished;
    private boolean over;
    private boolean cancelled;
    private Runnable cancellation = () -> {};
    private IntConsumer taken = ignored -> {};
    // On the loop only.
    private Consumer<Opening> opened = ignored -> {};
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private long demand = Long.MAX_VALUE;
    private boolean told;

    /** What comes before the first piece. */
    public record Opening(int status, List<Map.Entry<String, String>> headers) {

        /** What is between a program and whoever speaks to it, and not for who called. */
        private static final Set<String> OF_A_CONNECTION =
                Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

        public Opening {
            headers = List.copyOf(headers);
        }

        /** Whether a header of that name belongs to a connection, and ends with it. */
        public static boolean isOfAConnection(String name) {
            return OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
        }

        /** Whether a header of that name goes on to a caller who takes the answer in pieces, whose length nobody knows. */
        public static boolean passesOn(String name) {
            return !isOfAConnection(name) && !name.equalsIgnoreCase("Content-Length");
        }
    }

    /** @param loop of the caller: an event loop's context */
    public Outlet(Context loop) {
        this.loop = loop;
    }

    /** Who is told, on the loop, that there will be pieces. To be said before anybody else has it. */
    public void whenOpened(Consumer<Opening> then) {
        opened = then;
    }

    /** What is to be done when nobody wants the answer any more; at once when that is so already. */
    public void whenCancelled(Runnable then) {
        boolean late = locked(() -> {
            cancellation = then;
            return cancelled;
        });
        if (late) {
            then.run();
        }
    }

    /** Who is told, on the caller's loop, how many bytes it has taken. To be said before anything is added. */
    public void whenTaken(IntConsumer then) {
        locked(() -> taken = then);
    }

    /** Begins. Whether anybody still wants it. */
    public boolean open(Opening head) {
        boolean wanted = locked(() -> {
            open = !over && !cancelled;
            return open;
        });
        if (wanted) {
            loop.runOnContext(ignored -> opened.accept(head));
        }
        return wanted;
    }

    /** Adds a piece; waits while there are too many. Whether anybody still wants more. */
    public boolean put(byte[] piece) {
        boolean wanted = locked(() -> {
            while (queuedBytes >= WINDOW_BYTES && !over && !cancelled) {
                room.awaitUninterruptibly();
            }
            if (over || cancelled) {
                return false;
            }
            queue.addLast(piece);
            queuedBytes += piece.length;
            return true;
        });
        loop.runOnContext(ignored -> flow());
        return wanted;
    }

    /** Adds a piece without waiting, for one who keeps within {@link #WINDOW_BYTES} by itself. */
    public void add(byte[] piece) {
        locked(() -> {
            if (!over && !cancelled) {
                queue.addLast(piece);
                queuedBytes += piece.length;
            }
            return queuedBytes;
        });
        loop.runOnContext(ignored -> flow());
    }

    /** The answer is complete. */
    public void finish() {
        locked(() -> finished = true);
        loop.runOnContext(ignored -> flow());
    }

    /** Any thread: the call is over, and nothing more will come. */
    public void callEnded() {
        locked(() -> {
            over = true;
            room.signalAll();
            return over;
        });
        loop.runOnContext(ignored -> flow());
    }

    /** Any thread: nobody wants it any more. What was put in is dropped. */
    public void cancel() {
        Runnable then = locked(() -> {
            boolean first = !cancelled && !finished;
            cancelled = true;
            queue.clear();
            queuedBytes = 0;
            room.signalAll();
            return first ? cancellation : null;
        });
        if (then != null) {
            then.run();
        }
    }

    /** Whether it has begun, so that the caller has seen the head of an answer, or will. */
    public boolean isOpen() {
        return locked(() -> open);
    }

    public boolean isCancelled() {
        return locked(() -> cancelled);
    }

    private void flow() {
        while (handler != null && demand > 0) {
            byte[] piece = locked(() -> {
                byte[] next = queue.pollFirst();
                if (next != null) {
                    queuedBytes -= next.length;
                    room.signalAll();
                }
                return next;
            });
            if (piece == null) {
                tellEnd();
                return;
            }
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            handler.handle(Buffer.buffer(piece));
            locked(() -> taken).accept(piece.length);
        }
    }

    private void tellEnd() {
        if (told || !locked(() -> queue.isEmpty() && (finished || over) && !cancelled)) {
            return;
        }
        told = true;
        if (locked(() -> finished)) {
            if (endHandler != null) {
                endHandler.handle(null);
            }
        } else if (exceptionHandler != null) {
            exceptionHandler.handle(new IllegalStateException("the function did not finish its answer"));
        }
    }

    /** What is done behind the lock. */
    @FunctionalInterface
    private interface Locked<T extends @Nullable Object> {
        T run();
    }

    private <T extends @Nullable Object> T locked(Locked<T> work) {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Outlet handler(@Nullable Handler<Buffer> taker) {
        handler = taker;
        flow();
        return this;
    }

    @Override
    public Outlet pause() {
        demand = 0;
        return this;
    }

    @Override
    public Outlet resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public Outlet fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        flow();
        return this;
    }

    @Override
    public Outlet endHandler(@Nullable Handler<Void> then) {
        endHandler = then;
        return this;
    }

    @Override
    public Outlet exceptionHandler(@Nullable Handler<Throwable> then) {
        exceptionHandler = then;
        return this;
    }
}
