package funcgraph.runtime.worker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Which of the lines that were printed while several calls ran belong to one of them: those of the context's logger say
 * whose they are, {@code TIME REQUEST-ID LEVEL TEXT} (runtimes 1.5); all others may be anybody's, and stay.
 */
final class OwnLines {

    private static final int TIME_BYTES = "2025-02-18T11:16:19Z".length();

    private OwnLines() {}

    /** What is left of {@code log} without the logger's lines of other calls. */
    static byte[] of(byte[] log, String requestId) {
        byte[] own = requestId.getBytes(StandardCharsets.UTF_8);
        var kept = new ByteArrayOutputStream(log.length);
        int from = 0;
        while (from < log.length) {
            int end = from;
            while (end < log.length && log[end] != '\n') {
                end++;
            }
            int next = Math.min(log.length, end + 1);
            if (!isAnothers(log, from, end, own)) {
                kept.write(log, from, next - from);
            }
            from = next;
        }
        return kept.toByteArray();
    }

    private static boolean isAnothers(byte[] log, int from, int end, byte[] own) {
        int id = from + TIME_BYTES + 1;
        if (id + own.length >= end || log[id - 1] != ' ' || log[id - 2] != 'Z' || log[from + 4] != '-') {
            return false;
        }
        // Ids of one server are of one length, so that what is no id is not taken for one.
        if (log[id + own.length] != ' ') {
            return false;
        }
        for (int at = 0; at < own.length; at++) {
            if (log[id + at] == ' ') {
                return false;
            }
        }
        for (int at = 0; at < own.length; at++) {
            if (log[id + at] != own[at]) {
                return true;
            }
        }
        return false;
    }
}
