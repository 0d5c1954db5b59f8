package funcgraph.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST …/aliases}, and without {@code name} of {@code PUT} (functiongraph-api 2.3). Null means absent. */
public record AliasRequest(
        @Nullable String name,
        @Nullable String version,
        @Nullable String description,
        @Nullable Map<String, Integer> additionalVersionWeights,
        @Nullable Map<String, Strategy> additionalVersionStrategy) {

    public record Strategy(
            @Nullable String combineType, @Nullable List<Rule> rules) {}

    public record Rule(
            @Nullable String ruleType,
            @Nullable String param,
            @Nullable String op,
            @Nullable String value) {}
}
