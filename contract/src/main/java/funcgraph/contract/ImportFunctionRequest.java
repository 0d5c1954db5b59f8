package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /fgs/functions/import} (functiongraph-api 2.9).
 *
 * @param funcName one of the functions in the file
 * @param fileType {@code zip}
 * @param fileCode base64 of the file
 * @param packageName where the function is made; that of the file when absent
 */
public record ImportFunctionRequest(
        @Nullable String funcName,
        @Nullable String fileName,
        @Nullable String fileType,
        @Nullable String fileCode,
        @JsonProperty("package") @Nullable String packageName) {}
