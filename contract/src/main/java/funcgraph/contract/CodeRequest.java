package funcgraph.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT …/code}, and the part of a create request that says where the code comes from (functiongraph-api
 * 1.6, 2.1). Null means absent.
 *
 * @param codeFilename mandatory for zip and jar
 * @param dependencyPkg URL of a zip of third-party software
 * @param dependList ids of dependencies, the 2019 form
 * @param dependVersionList ids of dependency versions
 */
public record CodeRequest(
        @Nullable String codeType,
        @Nullable String codeUrl,
        @Nullable String codeFilename,
        @Nullable FuncCode funcCode,
        @Nullable String dependencyPkg,
        @Nullable List<String> dependList,
        @Nullable List<String> dependVersionList,
        @Nullable String codeEncryptKmsKeyId) {

    /**
     * The code itself.
     *
     * @param file base64 of the source (inline) or of the archive
     * @param link ignored in requests
     */
    public record FuncCode(@Nullable String file, @Nullable String link) {}
}
