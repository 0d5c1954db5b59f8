package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT …/config}: the seed page's table 2 first, then what newer clients send (functiongraph-api 1.3
 * column U, 3.4). Create takes the same fields. Null means absent. Fields that are not here are ignored, {@code
 * func_code} and {@code package} among them: the page's own example sends one, Terraform the other.
 */
public record UpdateConfigRequest(
        @Nullable String runtime,
        @Nullable String codeType,
        @Nullable String codeUrl,
        @Nullable String description,
        @Nullable String handler,
        @Nullable Integer memorySize,
        @Nullable Integer timeout,
        @Nullable String userData,
        @Nullable String dependencyPkg,
        @Nullable String xrole,
        @Nullable String appXrole,
        @Nullable String initializerHandler,
        @Nullable Integer initializerTimeout,
        @Nullable FuncVpc funcVpc,
        @Nullable StrategyConfig strategyConfig,
        @Nullable String extendConfig,
        @Nullable String funcName,
        @Nullable String encryptedUserData,
        @Nullable MountConfig mountConfig,
        @Nullable Integer gpuMemory,
        @Nullable String gpuType,
        @Nullable String preStopHandler,
        @Nullable Integer preStopTimeout,
        @Nullable String heartbeatHandler,
        @Nullable String restoreHookHandler,
        @Nullable Integer restoreHookTimeout,
        @Nullable Integer ephemeralStorage,
        @Nullable CustomImage customImage,
        @Nullable String enterpriseProjectId,
        @Nullable LogConfig logConfig,
        @Nullable Boolean enableLtsLog,
        @Nullable Map<String, String> ltsCustomTag,
        @Nullable NetworkController networkController,
        @Nullable String peeringCidr,
        @Nullable String domainNames,
        @Nullable Boolean enableDynamicMemory,
        @Nullable Boolean isStatefulFunction,
        @Nullable Boolean enableAuthInHeader,
        @Nullable Boolean enableClassIsolation,
        @Nullable Boolean isReturnStream,
        @Nullable String userDataEncryptKmsKeyId,
        @Nullable String codeEncryptKmsKeyId,
        @Nullable String type,
        @Nullable List<String> dependList,
        @Nullable List<String> dependVersionList) {

    /** Both ids, or neither. */
    public record FuncVpc(@Nullable String vpcId, @Nullable String subnetId) {}

    /** What is absent keeps its value. */
    public record StrategyConfig(
            @Nullable Integer concurrency, @Nullable Integer concurrentNum) {}

    public record MountConfig(
            @Nullable MountUser mountUser, @Nullable List<FuncMount> funcMounts) {}

    /** The API's names and those that Terraform sends (functiongraph-api 3.2). */
    public record MountUser(
            @Nullable Integer userId,
            @Nullable Integer userGroupId,
            @Nullable Integer mountUserId,
            @Nullable Integer mountUserGroupId) {}

    public record FuncMount(
            @Nullable String mountType,
            @Nullable String mountResource,
            @Nullable String mountSharePath,
            @Nullable String localMountPath) {}

    public record CustomImage(
            @Nullable Boolean enabled,
            @Nullable String image,
            @Nullable String command,
            @Nullable String args,
            @Nullable String workingDir,
            @Nullable String uid,
            @Nullable String gid,
            @Nullable Boolean isPublic) {}

    public record LogConfig(
            @Nullable String groupId,
            @Nullable String groupName,
            @Nullable String streamId,
            @Nullable String streamName) {}

    public record NetworkController(
            @JsonProperty("disable_public_network") @Nullable
            Boolean disablePublicNetwork,

            @JsonProperty("trigger_access_vpcs") @Nullable List<AccessVpc> triggerAccessVpcs) {}

    public record AccessVpc(
            @Nullable String vpcId, @Nullable String vpcName) {}
}
