package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer of {@code …/statistics/{period}} and {@code …/slareports/{period}}; the latter has {@code instance_num} as well. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionStatisticsResponse(
        List<SlaValue> count,
        List<SlaValue> duration,
        List<SlaValue> failCount,
        List<SlaValue> maxDuration,
        List<SlaValue> minDuration,
        List<SlaValue> rejectCount,
        List<SlaValue> functionErrorCount,
        List<SlaValue> systemErrorCount,
        List<SlaValue> reservedInstanceNum,
        List<SlaValue> concurrencyNum,
        @Nullable List<SlaValue> instanceNum) {}
