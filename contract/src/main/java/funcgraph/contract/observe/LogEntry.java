package funcgraph.contract.observe;

/** One line of a function's log. {@code level} is empty for what the function printed by itself. */
public record LogEntry(long seq, String time, String requestId, String version, String level, String line) {}
