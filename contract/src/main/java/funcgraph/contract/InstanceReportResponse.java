package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Answer of {@code …/instancereports}, whose names are spelled as nowhere else (functiongraph-api 2.8). */
public record InstanceReportResponse(
        @JsonProperty("instanceNum") List<SlaValue> instanceNum,
        @JsonProperty("reservedInstanceNum") List<SlaValue> reservedInstanceNum) {}
