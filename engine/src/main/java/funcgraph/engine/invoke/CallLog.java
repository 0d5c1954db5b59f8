package funcgraph.engine.invoke;

import funcgraph.domain.InvokeOutcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** The log of one call as users read it: a line of the platform's before and after what the function wrote. */
public final class CallLog {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final double MICROS_PER_MILLI = 1000.0;
    private static final double KIB_PER_MIB = 1024.0;

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
        log.writeBytes(utf8(
                "%s Start invoke request '%s', version: %s\n".formatted(TIME.format(started), requestId, version)));
        if (!note.isEmpty()) {
            log.writeBytes(utf8("%s %s WARN %s\n".formatted(TIME.format(started), requestId, note)));
        }
        log.writeBytes(usage.logTail());
        if (usage.logTail().length > 0 && usage.logTail()[usage.logTail().length - 1] != '\n') {
            log.write('\n');
        }
        log.writeBytes(utf8(String.format(
                Locale.ROOT,
                "%s Finish invoke request '%s'%s, duration: %.3fms, billing duration: %dms, memory used: %.3fMB,"
                        + " billing memory: %dMB\n",
                TIME.format(ended),
                requestId,
                failed ? " (invoke Failed)" : "",
                usage.durationMicros() / MICROS_PER_MILLI,
                billedMillis(usage),
                usage.peakMemoryKb() / KIB_PER_MIB,
                memoryMb)));
        return lastBytes(log.toByteArray(), mostBytes);
    }

    /** Milliseconds begun, at least one. */
    public static long billedMillis(InvokeOutcome.Usage usage) {
        long micros = usage.durationMicros() + usage.initMicros();
        return Math.max(1, (micros + 999) / 1000);
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
