package funcgraph.runtime.worker;

import java.nio.charset.StandardCharsets;

/** The last 4 KB of what a worker printed; more is not kept (functiongraph-api 5.2). */
final class OutputTail {

    static final int BYTES = 4096;

    private final byte[] ring = new byte[BYTES];
    private long written;

    void append(byte[] bytes, int length) {
        int from = Math.max(0, length - BYTES);
        written += from; // as if they had been kept, so that the cut is seen
        for (int at = from; at < length; at++) {
            ring[(int) (written++ % BYTES)] = bytes[at];
        }
    }

    boolean isEmpty() {
        return written == 0;
    }

    /** What there is, beginning with a whole character; empties it. */
    byte[] take() {
        int length = (int) Math.min(written, BYTES);
        byte[] tail = new byte[length];
        for (int at = 0; at < length; at++) {
            tail[at] = ring[(int) ((written - length + at) % BYTES)];
        }
        boolean cut = written > BYTES;
        written = 0;
        return cut ? fromCharacter(tail) : tail;
    }

    /** The end of the output as text, which stays. */
    String peek() {
        long kept = written;
        byte[] tail = take();
        written = kept;
        return new String(tail, StandardCharsets.UTF_8);
    }

    private static byte[] fromCharacter(byte[] tail) {
        int start = 0;
        while (start < tail.length && (tail[start] & 0xC0) == 0x80) {
            start++;
        }
        return start == 0 ? tail : java.util.Arrays.copyOfRange(tail, start, tail.length);
    }
}
