package funcgraph.domain.log;

import java.time.Instant;

/**
 * A line of a function's log.
 *
 * @param seq its place in the log of the whole server, growing with time
 * @param requestId of the call that it belongs to; empty where several calls ran and none can be told to have printed it
 * @param version of the function that ran
 * @param text without the end of the line
 */
public record LogLine(long seq, Instant time, String requestId, String version, LogLevel level, String text) {}
