package funcgraph.runtime.worker;

import funcgraph.domain.InvokeOutcome.Usage;
import java.nio.charset.StandardCharsets;

/** The last 4 KB of what a worker printed; more is not kept (functiongraph-api 5.2). */
final class OutputTail {

    static final int BYTES = 4096;

    private final byte[] ring = new byte[BYTES];
    private long written;
    private long taken;

    void append(byte[] bytes, int length) {
        int from = Math.max(0, length - BYTES);
        written += from; // as if they had been kept, so that the cut is seen
        for (int at = from; at < length; at++) {
            ring[(int) (written++ % BYTES)] = bytes[at];
        }
    }

    /** Where what is printed from now on begins. */
    long end() {
        return written;
    }

    /** Where that begins which no {@link #take} has had. */
    long untaken() {
        return taken;
    }

    /** What was printed since {@code mark}, beginning with a whole character. It is taken from now on. */
    byte[] take(long mark) {
        taken = written;
        return since(mark);
    }

    private byte[] since(long mark) {
        long from = Math.max(mark, written - BYTES);
        if (from == written) {
            return Usage.NONE.logTail();
        }
        byte[] tail = new byte[(int) (written - from)];
        for (int at = 0; at < tail.length; at++) {
            tail[at] = ring[(int) ((from + at) % BYTES)];
        }
        return from == mark ? tail : fromCharacter(tail);
    }

    /** What nobody has taken yet, as text, which stays. */
    String peek() {
        return new String(since(taken), StandardCharsets.UTF_8);
    }

    private static byte[] fromCharacter(byte[] tail) {
        int start = 0;
        while (start < tail.length && (tail[start] & 0xC0) == 0x80) {
            start++;
        }
        return start == 0 ? tail : java.util.Arrays.copyOfRange(tail, start, tail.length);
    }
}
