package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as the API shows it: the 33 keys of the seed page in the page's order, and behind them, unless the profile
 * is 2019, what newer clients read (functiongraph-api 1.3 column R, 3.3).
 *
 * @param timeout seconds
 * @param memorySize MB
 * @param cpu millicores
 * @param codeSize bytes
 * @param digest SHA-512 of the code, 128 lower-case hex digits
 * @param lastModified RFC 3339 with offset
 * @param newer null in the 2019 profile
 */
public record FunctionResponse(
        String funcUrn,
        String funcName,
        String userDomain,
        String namespace,
        String projectName,
        @JsonProperty("package") String packageName,
        String runtime,
        int timeout,
        String handler,
        int memorySize,
        int cpu,
        String codeType,
        String codeUrl,
        String codeFilename,
        long codeSize,
        String userData,
        String digest,
        String version,
        String imageName,
        String xrole,
        @Nullable String appXrole,
        String dependencyPkg,
        String description,
        String versionDescription,
        String lastModified,
        FuncCode funcCode,
        @Nullable FuncVpc funcVpc,
        @Nullable List<String> dependList,
        StrategyConfig strategyConfig,
        String extendConfig,
        @Nullable List<DependencyResponse> dependencies,
        String initializerHandler,
        int initializerTimeout,
        @JsonUnwrapped @Nullable Newer newer) {

    /** Empty except in answers about code. {@code file} is base64, {@code link} a download address. */
    public record FuncCode(String file, String link) {
        public static final FuncCode EMPTY = new FuncCode("", "");
    }

    /** The ids as stored; names and addresses are empty when the network is not declared on this server. */
    public record FuncVpc(
            String vpcName,
            String vpcId,
            String subnetName,
            String subnetId,
            String cidr,
            String gateway,
            List<String> securityGroups) {}

    /** {@code concurrent_num} is left out in the 2019 profile, where the page knows only {@code concurrency}. */
    public record StrategyConfig(
            int concurrency,

            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
            @Nullable
            Integer concurrentNum) {}

    /** What came after the seed page. Objects are null when unset; {@code enable_cloud_debug} is text on the wire. */
    public record Newer(
            String domainId,
            String funcId,
            String resourceId,
            String enterpriseProjectId,
            String type,
            String encryptedUserData,
            @Nullable MountConfig mountConfig,
            @Nullable Integer gpuMemory,
            @Nullable String gpuType,
            String preStopHandler,
            int preStopTimeout,
            String heartbeatHandler,
            String restoreHookHandler,
            int restoreHookTimeout,
            int ephemeralStorage,
            @Nullable CustomImage customImage,
            String logGroupId,
            String logStreamId,
            boolean enableLtsLog,
            Map<String, String> ltsCustomTag,
            @Nullable NetworkController networkController,
            String peeringCidr,
            String domainNames,
            boolean enableDynamicMemory,
            boolean isStatefulFunction,
            boolean enableAuthInHeader,
            boolean enableClassIsolation,
            String userDataEncryptKmsKeyId,
            String codeEncryptKmsKeyId,
            @Nullable List<String> dependVersionList,
            boolean longTime,
            boolean isBridgeFunction,
            boolean isReturnStream,
            boolean reservedInstanceIdleMode,
            boolean apigRouteEnable,
            boolean allowEphemeralStorage,
            String enableCloudDebug) {}

    public record MountConfig(MountUser mountUser, List<FuncMount> funcMounts) {}

    public record MountUser(int userId, int userGroupId) {}

    /** {@code status} is always {@code active}: what is stored has been accepted. */
    public record FuncMount(
            String mountType, String mountResource, String mountSharePath, String localMountPath, String status) {}

    public record CustomImage(
            boolean enabled,
            String image,
            String command,
            String args,
            String workingDir,
            String uid,
            String gid,
            boolean isPublic) {}

    public record NetworkController(boolean disablePublicNetwork, List<AccessVpc> triggerAccessVpcs) {}

    public record AccessVpc(String vpcId, String vpcName) {}
}
