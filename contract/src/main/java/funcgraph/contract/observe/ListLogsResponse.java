package funcgraph.contract.observe;

import java.util.List;

/** A page of lines. {@code nextMarker} is empty when there is no more. */
public record ListLogsResponse(List<LogEntry> logs, String nextMarker) {}
