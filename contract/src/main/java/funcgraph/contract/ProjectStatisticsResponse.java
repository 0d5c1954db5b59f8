package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer of {@code GET /fgs/functions/statistics} (functiongraph-api 2.8). {@code statistics} is for monitor_data. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectStatisticsResponse(
        List<Used> count,
        List<Used> gbs,
        List<Used> gpuGbs,
        @Nullable FunctionStatisticsResponse statistics) {

    /** What was used at a date. */
    public record Used(String date, double value) {}
}
