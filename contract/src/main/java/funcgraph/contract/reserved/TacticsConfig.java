package funcgraph.contract.reserved;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what the number of reserved instances changes; lists that are empty are left out. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TacticsConfig(
        @Nullable List<CronConfig> cronConfigs, @Nullable List<MetricConfig> metricConfigs) {

    /** Times are seconds since 1970. */
    @JsonInclude
    public record CronConfig(
            @Nullable String name,
            @Nullable String cron,
            @Nullable Integer count,
            @Nullable Long startTime,
            @Nullable Long expiredTime) {}

    /** {@code threshold} is a percentage; the only {@code type} is {@code Concurrency}. */
    @JsonInclude
    public record MetricConfig(
            @Nullable String name,
            @Nullable String type,
            @Nullable Integer threshold,
            @Nullable Integer min) {}
}
