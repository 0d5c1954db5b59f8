package funcgraph.engine.invoke;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.log.CallText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** The log of one call as users read it: a line of the platform's before and after what the function wrote. */
public final class CallLog {

    /** What a log begins with that was cut. */
    private static final byte[] MARK = utf8("[... cut]\n");

    private CallLog() {}

    /**
     * The end of the log (functiongraph-api 5.2, runtimes 1.5).
     *
     * @param version of the function that ran
     * @param note a line of the platform's own after the first, empty for none
     * @param failed marks the last line as the real service does
     * @param mostBytes what is kept, from the end, never beginning inside a character; what was cut begins with a mark
     */
    public static byte[] tail(
            String requestId,
            String version,
            String note,
            Instant started,
            Instant ended,
            InvokeOutcome.Usage usage,
            int memoryMb,
            boolean failed,
            int mostBytes) {
        var log = new ByteArrayOutputStream();
        log.writeBytes(utf8(CallText.start(started, requestId, version) + "\n"));
        if (!note.isEmpty()) {
            log.writeBytes(utf8(CallText.note(started, requestId, note) + "\n"));
        }
        log.writeBytes(usage.logTail());
        if (usage.logTail().length > 0 && usage.logTail()[usage.logTail().length - 1] != '\n') {
            log.write('\n');
        }
        log.writeBytes(utf8(CallText.finish(
                        ended,
                        requestId,
                        failed,
                        usage.durationMicros(),
                        billedMillis(usage),
                        usage.peakMemoryKb(),
                        memoryMb)
                + "\n"));
        return lastBytes(log.toByteArray(), mostBytes);
    }

    /** Milliseconds begun, at least one. */
    public static long billedMillis(InvokeOutcome.Usage usage) {
        return CallText.billedMillis(usage.durationMicros(), usage.initMicros());
    }

    private static byte[] lastBytes(byte[] log, int most) {
        if (log.length <= most) {
            return log;
        }
        int from = log.length - most + MARK.length;
        while (from < log.length && (log[from] & 0xC0) == 0x80) {
            from++;
        }
        byte[] tail = Arrays.copyOf(MARK, MARK.length + log.length - from);
        System.arraycopy(log, from, tail, MARK.length, log.length - from);
        return tail;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
