package funcgraph.engine.trace;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} (W3C Trace Context, level 1).
 *
 * @param traceId 32 hexadecimal digits, not all 0
 * @param spanId of whoever calls, 16 hexadecimal digits, not all 0
 * @param sampled whether the trace is recorded
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {

    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final int LENGTH = 55;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** Reads a header; null when there is none, or it is none: then a trace begins here. */
    public static @Nullable Traceparent parse(@Nullable String text) {
        if (text == null || text.length() < LENGTH || text.charAt(2) != '-' || text.charAt(SPAN - 1) != '-') {
            return null;
        }
        // A later version may say more behind a fourth hyphen; the first has nothing more to say.
        boolean first = text.startsWith("00");
        if (text.startsWith("ff") || (text.length() > LENGTH && (first || text.charAt(LENGTH) != '-'))) {
            return null;
        }
        if (text.charAt(FLAGS - 1) != '-'
                || !isHex(text, 0, 2)
                || !isHex(text, 3, SPAN - 1)
                || !isHex(text, SPAN, FLAGS - 1)
                || !isHex(text, FLAGS, LENGTH)) {
            return null;
        }
        var trace = text.substring(3, SPAN - 1);
        var span = text.substring(SPAN, FLAGS - 1);
        return trace.equals(NO_TRACE) || span.equals(NO_SPAN)
                ? null
                : new Traceparent(trace, span, (Character.digit(text.charAt(LENGTH - 1), 16) & 1) == 1);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    /** The header's value. */
    public String text() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
