package funcgraph.http.functions;

import funcgraph.contract.UpdateConfigRequest;
import funcgraph.domain.CodeType;
import funcgraph.domain.ConfigChange;
import funcgraph.domain.ConfigField;
import funcgraph.domain.CustomImage;
import funcgraph.domain.Findings;
import funcgraph.domain.FuncVpc;
import funcgraph.domain.MountConfig;
import funcgraph.domain.NetworkController;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.UserData;
import funcgraph.domain.Violation;
import funcgraph.http.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's metadata into a {@link ConfigChange}. What cannot be read becomes a violation of the change, so that
 * the caller hears of everything at once.
 */
final class ConfigChanges {

    private final UpdateConfigRequest request;
    private final Findings misread = new Findings();

    private ConfigChanges(UpdateConfigRequest request) {
        this.request = request;
    }

    /**
     * Reads an update.
     *
     * @param presentName the function's name, which func_name may repeat but not change
     * @param found what was wrong with the body before it came here
     */
    static ConfigChange update(
            UpdateConfigRequest request, String presentName, ApiProfile profile, List<Violation> found) {
        var reading = new ConfigChanges(request);
        reading.misread.addAll(found);
        if (request.funcName() != null && !request.funcName().equals(presentName)) {
            reading.misread.add(
                    ConfigField.FUNC_NAME,
                    request.funcName(),
                    "the function's own name '" + presentName + "': a function is not renamed",
                    Violation.Rule.FUNCTION_NAME);
        }
        if (profile == ApiProfile.SEED_2019 && request.codeType() == null) {
            reading.misread.add(ConfigField.CODE_TYPE, "", "one of " + CodeType.allowed(), Violation.Rule.CODE_TYPE);
        }
        return reading.change(reading.codeType());
    }

    /** Reads the metadata of a create request; where its code comes from is read apart. */
    static ConfigChange create(UpdateConfigRequest request) {
        return new ConfigChanges(request).change(null);
    }

    private ConfigChange change(@Nullable CodeType codeType) {
        var runtime = runtime();
        var userData = userData(request.userData(), ConfigField.USER_DATA);
        var encryptedUserData = userData(request.encryptedUserData(), ConfigField.ENCRYPTED_USER_DATA);
        domainNames();
        return new ConfigChange(
                misread.inPageOrder(),
                runtime,
                codeType,
                request.codeUrl(),
                request.description(),
                request.handler(),
                request.memorySize(),
                request.timeout(),
                userData,
                encryptedUserData,
                request.dependencyPkg(),
                request.xrole(),
                request.appXrole(),
                new ConfigChange.HookChange(request.initializerHandler(), request.initializerTimeout()),
                vpc(request.funcVpc()),
                strategy(request.strategyConfig()),
                request.extendConfig(),
                mounts(request.mountConfig()),
                extras(),
                request.dependVersionList() == null ? request.dependList() : request.dependVersionList());
    }

    private ConfigChange.@Nullable RuntimeChoice runtime() {
        var text = request.runtime();
        if (text == null) {
            return null;
        }
        var name = RuntimeName.parse(text);
        if (name.isPresent()) {
            return new ConfigChange.RuntimeChoice.Named(name.get());
        }
        var family = RuntimeName.parseFamily(text);
        if (family.isPresent()) {
            return new ConfigChange.RuntimeChoice.OfFamily(family.get());
        }
        misread.add(ConfigField.RUNTIME, text, RuntimeName.allowed(), Violation.Rule.RUNTIME);
        return null;
    }

    private @Nullable CodeType codeType() {
        var text = request.codeType();
        if (text == null) {
            return null;
        }
        var type = CodeType.parse(text);
        if (type.isEmpty()) {
            misread.add(ConfigField.CODE_TYPE, text, CodeType.allowed(), Violation.Rule.CODE_TYPE);
        }
        return type.orElse(null);
    }

    private @Nullable UserData userData(@Nullable String text, ConfigField field) {
        if (text == null) {
            return null;
        }
        if (text.isEmpty()) {
            return UserData.NONE;
        }
        Map<String, String> entries = Json.stringMap(text);
        if (entries == null) {
            misread.add(
                    field,
                    text.getBytes(StandardCharsets.UTF_8).length + " bytes of other text",
                    "a JSON object whose values are strings, written as one string, or an empty string",
                    Violation.Rule.USER_DATA);
            return null;
        }
        return new UserData(text, entries);
    }

    private void domainNames() {
        var text = request.domainNames();
        if (text != null && !text.isEmpty() && !Json.isJson(text.getBytes(StandardCharsets.UTF_8))) {
            misread.add(ConfigField.DOMAIN_NAMES, text, "JSON text or an empty string", Violation.Rule.PARAMETER);
        }
    }

    private static @Nullable FuncVpc vpc(UpdateConfigRequest.@Nullable FuncVpc wire) {
        return wire == null ? null : new FuncVpc(orEmpty(wire.vpcId()), orEmpty(wire.subnetId()));
    }

    private static ConfigChange.StrategyChange strategy(UpdateConfigRequest.@Nullable StrategyConfig wire) {
        return wire == null
                ? ConfigChange.StrategyChange.NOTHING
                : new ConfigChange.StrategyChange(wire.concurrency(), wire.concurrentNum());
    }

    private static @Nullable MountConfig mounts(UpdateConfigRequest.@Nullable MountConfig wire) {
        if (wire == null) {
            return null;
        }
        var user = wire.mountUser();
        int userId = user == null ? -1 : firstOf(user.userId(), user.mountUserId());
        int groupId = user == null ? -1 : firstOf(user.userGroupId(), user.mountUserGroupId());
        List<UpdateConfigRequest.FuncMount> mounts = wire.funcMounts() == null ? List.of() : wire.funcMounts();
        return new MountConfig(
                userId,
                groupId,
                mounts.stream()
                        .map(mount -> new MountConfig.Mount(
                                orEmpty(mount.mountType()),
                                orEmpty(mount.mountResource()),
                                orEmpty(mount.mountSharePath()),
                                orEmpty(mount.localMountPath())))
                        .toList());
    }

    private ConfigChange.ExtrasChange extras() {
        return new ConfigChange.ExtrasChange(
                new ConfigChange.HookChange(request.preStopHandler(), request.preStopTimeout()),
                request.heartbeatHandler(),
                new ConfigChange.HookChange(request.restoreHookHandler(), request.restoreHookTimeout()),
                request.gpuMemory(),
                request.gpuType(),
                request.ephemeralStorage(),
                customImage(request.customImage()),
                request.enterpriseProjectId(),
                new ConfigChange.LogChange(
                        request.enableLtsLog(), logStream(request.logConfig()), request.ltsCustomTag()),
                network(request.networkController()),
                request.peeringCidr(),
                request.domainNames(),
                request.enableDynamicMemory(),
                request.isStatefulFunction(),
                request.enableAuthInHeader(),
                request.enableClassIsolation(),
                request.isReturnStream(),
                request.userDataEncryptKmsKeyId(),
                request.codeEncryptKmsKeyId(),
                request.type());
    }

    private static @Nullable CustomImage customImage(UpdateConfigRequest.@Nullable CustomImage wire) {
        return wire == null
                ? null
                : new CustomImage(
                        Boolean.TRUE.equals(wire.enabled()),
                        orEmpty(wire.image()),
                        orEmpty(wire.command()),
                        orEmpty(wire.args()),
                        orEmpty(wire.workingDir()),
                        orEmpty(wire.uid()),
                        orEmpty(wire.gid()),
                        Boolean.TRUE.equals(wire.isPublic()));
    }

    private static ConfigChange.LogChange.@Nullable LogStream logStream(UpdateConfigRequest.@Nullable LogConfig wire) {
        return wire == null
                ? null
                : new ConfigChange.LogChange.LogStream(
                        orEmpty(wire.groupId()),
                        orEmpty(wire.groupName()),
                        orEmpty(wire.streamId()),
                        orEmpty(wire.streamName()));
    }

    private static @Nullable NetworkController network(UpdateConfigRequest.@Nullable NetworkController wire) {
        if (wire == null) {
            return null;
        }
        List<UpdateConfigRequest.AccessVpc> vpcs =
                wire.triggerAccessVpcs() == null ? List.of() : wire.triggerAccessVpcs();
        return new NetworkController(
                Boolean.TRUE.equals(wire.disablePublicNetwork()),
                vpcs.stream()
                        .map(vpc -> new NetworkController.AccessVpc(orEmpty(vpc.vpcId()), orEmpty(vpc.vpcName())))
                        .toList());
    }

    private static int firstOf(@Nullable Integer apiName, @Nullable Integer terraformName) {
        if (apiName != null) {
            return apiName;
        }
        return terraformName == null ? -1 : terraformName;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
