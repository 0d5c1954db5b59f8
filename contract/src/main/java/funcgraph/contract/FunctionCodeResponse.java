package funcgraph.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET} and {@code PUT …/code} (functiongraph-api 2.1).
 *
 * @param codeSize bytes
 * @param funcCode the code itself as base64, empty when it is too large to show
 */
public record FunctionCodeResponse(
        String funcUrn,
        String funcName,
        String userDomain,
        String domainId,
        String runtime,
        String codeType,
        String codeUrl,
        String codeFilename,
        long codeSize,
        String digest,
        String lastModified,
        FunctionResponse.FuncCode funcCode,
        FunctionResponse.@Nullable FuncVpc funcVpc,
        List<String> dependList,
        List<String> dependVersionList,
        FunctionResponse.StrategyConfig strategyConfig,
        List<DependencyResponse> dependencies,
        int concurrency) {}
