package funcgraph.domain.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The lines that the platform writes before and after what a call prints (functiongraph-api 5.2, runtimes 1.5). */
public final class CallText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final double MICROS_PER_MILLI = 1000.0;
    private static final double KIB_PER_MIB = 1024.0;

    private CallText() {}

    public static String start(Instant started, String requestId, String version) {
        return "%s Start invoke request '%s', version: %s".formatted(TIME.format(started), requestId, version);
    }

    /** What the platform has to say to the function's owner. */
    public static String note(Instant started, String requestId, String note) {
        return "%s %s WARN %s".formatted(TIME.format(started), requestId, note);
    }

    /** Why it failed. */
    public static String error(Instant ended, String requestId, String reason) {
        return "%s %s ERROR %s".formatted(TIME.format(ended), requestId, reason);
    }

    /**
     * The last line.
     *
     * @param failed marks it as the real service does
     */
    public static String finish(
            Instant ended,
            String requestId,
            boolean failed,
            long durationMicros,
            long billedMillis,
            long peakMemoryKb,
            int memoryMb) {
        return String.format(
                Locale.ROOT,
                "%s Finish invoke request '%s'%s, duration: %.3fms, billing duration: %dms, memory used: %.3fMB,"
                        + " billing memory: %dMB",
                TIME.format(ended),
                requestId,
                failed ? " (invoke Failed)" : "",
                durationMicros / MICROS_PER_MILLI,
                billedMillis,
                peakMemoryKb / KIB_PER_MIB,
                memoryMb);
    }

    /** Milliseconds begun, at least one. */
    public static long billedMillis(long durationMicros, long initMicros) {
        return Math.max(1, (durationMicros + initMicros + 999) / 1000);
    }
}
