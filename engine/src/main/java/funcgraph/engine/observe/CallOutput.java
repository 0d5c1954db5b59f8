package funcgraph.engine.observe;

import funcgraph.domain.Function;
import funcgraph.runtime.worker.Call;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the output of one call into the queue of logs: on the event loop it only copies bytes and counts. What makes lines
 * of them keeps its state here, too, and has it to itself.
 */
final class CallOutput implements Call.Output {

    private final Function function;
    private final String requestId;
    private final LogQueue queue;
    private final Clock clock;
    private final int mostBytes;
    private final long startedAt;
    private long taken;
    private long cutBytes;
    private long droppedBytes;

    // Of the thread that writes alone.
    private boolean begun;
    private long firstSeq;
    private @Nullable ByteArrayOutputStream unfinished;

    CallOutput(Function function, String requestId, LogQueue queue, Clock clock, int mostBytes) {
        this.function = function;
        this.requestId = requestId;
        this.queue = queue;
        this.clock = clock;
        this.mostBytes = mostBytes;
        this.startedAt = clock.millis();
    }

    @Override
    public void printed(byte[] bytes, int from, int length, boolean own) {
        int kept = (int) Math.min(length, mostBytes - Math.min(taken, mostBytes));
        taken += length;
        cutBytes += length - kept;
        if (kept > 0) {
            byte[] copy = Arrays.copyOfRange(bytes, from, from + kept);
            if (!queue.offer(new LogQueue.Printed(this, copy, own, clock.millis()))) {
                droppedBytes += kept;
            }
        }
    }

    Function function() {
        return function;
    }

    String requestId() {
        return requestId;
    }

    long startedAt() {
        return startedAt;
    }

    /** Whether nothing at all came from a worker. */
    boolean isEmpty() {
        return taken == 0;
    }

    /** What is beyond what is kept of one call. */
    long cutBytes() {
        return cutBytes;
    }

    /** What found the queue full. */
    long droppedBytes() {
        return droppedBytes;
    }

    /** Whether its first line has been written. */
    boolean isBegun() {
        return begun;
    }

    void begin(long seq) {
        begun = true;
        firstSeq = seq;
    }

    /** The place of its first line, once that is written. */
    long firstSeq() {
        return firstSeq;
    }

    /** The beginning of a line whose end has not come. */
    ByteArrayOutputStream unfinished() {
        ByteArrayOutputStream line = unfinished == null ? new ByteArrayOutputStream(128) : unfinished;
        unfinished = line;
        return line;
    }

    boolean hasUnfinished() {
        return unfinished != null && unfinished.size() > 0;
    }
}
