package funcgraph.engine.invoke;

import funcgraph.domain.Function;
import funcgraph.runtime.worker.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where calls beyond a limit may wait for a moment instead of being refused at once. Those of a project stand in one line
 * and are admitted in the order in which they came; only a call whose own function is full lets others pass. Nobody waits
 * when there is nothing to wait for, and then it costs nothing.
 */
public final class AdmissionQueue {

    private final Admission admission;
    private final Vertx vertx;
    private final long waitMillis;
    private final int capacity;
    private final ConcurrentHashMap<String, Line> lines = new ConcurrentHashMap<>();

    /**
     * Makes the queue.
     *
     * @param wait how long a call may wait; zero refuses it at once
     * @param capacity calls of one project that may wait; the next is refused at once
     */
    public AdmissionQueue(Admission admission, Vertx vertx, Duration wait, int capacity) {
        this.admission = admission;
        this.vertx = vertx;
        this.waitMillis = wait.toMillis();
        this.capacity = capacity;
    }

    /** Those of one project. */
    private static final class Line {
        final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
        final AtomicInteger count = new AtomicInteger();
        final AtomicInteger moves = new AtomicInteger();
    }

    /** A call that waits. It is answered once. */
    private static final class Waiting {
        final Function function;
        final Promise<Admission.Entry> promise = Promise.promise();
        final Caller caller = Caller.current();
        final AtomicBoolean settled = new AtomicBoolean();
        volatile long timer = -1;

        Waiting(Function function) {
            this.function = function;
        }
    }

    /** Admits the call, or says which limit it met; null when it is to {@link #waitFor} its turn. */
    Admission.@Nullable Entry enterNow(Function function) {
        if (waitMillis == 0 || function.config().strategy().disabled()) {
            return admission.enter(function);
        }
        var line = line(function);
        if (line.count.get() == 0) {
            var entry = admission.enter(function);
            if (!(entry instanceof Admission.Entry.Full)) {
                return entry;
            }
        }
        return line.count.get() >= capacity ? full(function) : null;
    }

    private Line line(Function function) {
        return lines.computeIfAbsent(function.key().projectId(), ignored -> new Line());
    }

    private Admission.Entry full(Function function) {
        return new Admission.Entry.Full(admission.limitOf(function));
    }

    /** Admits the call when its turn has come, or says which limit kept it out. Answered where it is asked. */
    Future<Admission.Entry> waitFor(Function function) {
        var line = line(function);
        if (line.count.incrementAndGet() > capacity) {
            line.count.decrementAndGet();
            return Future.succeededFuture(full(function));
        }
        var waiting = new Waiting(function);
        line.waiting.add(waiting);
        waiting.timer = vertx.setTimer(waitMillis, ignored -> giveUp(line, waiting));
        move(line); // a place may have become free before it stood in line
        return waiting.promise.future();
    }

    private void giveUp(Line line, Waiting waiting) {
        if (waiting.settled.compareAndSet(false, true)) {
            line.waiting.remove(waiting);
            line.count.decrementAndGet();
            answer(waiting, full(waiting.function));
        }
    }

    /** Gives a permit back and lets in whoever is next. */
    void leave(Function function, Admission.Permit permit) {
        permit.release();
        if (waitMillis > 0) {
            var line = lines.get(function.key().projectId());
            if (line != null && line.count.get() > 0) {
                move(line);
            }
        }
    }

    /** One at a time goes along the line; who comes meanwhile has it gone along once more. */
    private void move(Line line) {
        if (line.moves.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            letIn(line);
            seen = line.moves.addAndGet(-seen);
        } while (seen > 0);
    }

    private void letIn(Line line) {
        for (var waiting : line.waiting) {
            if (waiting.settled.get()) {
                continue;
            }
            if (!admission.hasRoom(waiting.function)) {
                return;
            }
            var entry = admission.enter(waiting.function);
            if (entry instanceof Admission.Entry.Full) {
                continue; // its own function is full, and those of others behind it need not wait for that
            }
            if (waiting.settled.compareAndSet(false, true)) {
                line.waiting.remove(waiting);
                line.count.decrementAndGet();
                vertx.cancelTimer(waiting.timer);
                answer(waiting, entry);
            } else if (entry instanceof Admission.Entry.Admitted(Admission.Permit permit)) {
                permit.release();
                line.moves.incrementAndGet();
            }
        }
    }

    private static void answer(Waiting waiting, Admission.Entry entry) {
        waiting.caller.run(() -> waiting.promise.complete(entry));
    }

    /** Calls that wait, of all projects. */
    public int waiting() {
        return lines.values().stream().mapToInt(line -> line.count.get()).sum();
    }
}
