package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alias as the API shows it (functiongraph-api 2.3). Weights and strategy are left out when there are none.
 *
 * @param lastModified RFC 3339 with offset
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AliasResponse(
        String name,
        String version,
        String description,
        String lastModified,
        String aliasUrn,
        @Nullable Map<String, Integer> additionalVersionWeights,
        @Nullable Map<String, Strategy> additionalVersionStrategy) {

    public record Strategy(String combineType, List<Rule> rules) {}

    public record Rule(String ruleType, String param, String op, String value) {}
}
