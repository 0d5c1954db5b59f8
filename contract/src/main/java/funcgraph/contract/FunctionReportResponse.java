package funcgraph.contract;

import java.util.List;

/** Answer of {@code GET /fgs/function/report}: functions by a metric, the highest first (functiongraph-api 2.8). */
public record FunctionReportResponse(List<Entry> values, long nextMarker, long count) {

    /** {@code key} is the function's URN, {@code value} a number of calls, or milliseconds. */
    public record Entry(String key, long value) {}
}
