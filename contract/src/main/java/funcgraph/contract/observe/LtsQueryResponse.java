package funcgraph.contract.observe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of the log service. {@code count} is there when it was asked for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LtsQueryResponse(
        @Nullable Integer count,
        List<Item> logs,
        @JsonProperty("isQueryComplete") boolean isQueryComplete) {

    /** One line; {@code lineNum} is where the next page begins. */
    public record Item(String content, String lineNum, Map<String, String> labels) {}
}
