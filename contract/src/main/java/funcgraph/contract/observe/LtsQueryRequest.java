package funcgraph.contract.observe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST …/content/query} of the log service; times are milliseconds, as text. */
public record LtsQueryRequest(
        @Nullable String startTime,
        @Nullable String endTime,
        @Nullable Map<String, String> labels,
        @Nullable Boolean isCount,
        @Nullable String lineNum,
        @Nullable Boolean isDesc,
        @Nullable String searchType,
        @Nullable Integer limit,
        @Nullable String keywords) {}
