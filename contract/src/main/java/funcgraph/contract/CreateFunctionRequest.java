package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What only {@code POST /fgs/functions} takes; the rest of its body reads as {@link UpdateConfigRequest} and {@link
 * CodeRequest} (functiongraph-api 1.3 column C).
 *
 * @param packageName {@code default} when absent or empty
 */
public record CreateFunctionRequest(
        @Nullable String funcName,
        @JsonProperty("package") @Nullable String packageName) {}
