package funcgraph.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of the fields that came after the seed page (functiongraph-api 1.3, 3.2, 3.5). */
final class ExtrasRules {

    private static final int LONGEST_PRE_STOP_SECONDS = 90;
    private static final int LONGEST_RESTORE_SECONDS = 300;
    private static final int MOST_MOUNTS = 5;
    private static final int MOST_PEERING_CIDRS = 5;
    private static final int MOST_LOG_TAGS = 10;
    private static final int MOST_ACCESS_VPCS = 100;
    private static final int GPU_STEP_MB = 1024;
    private static final int MOST_GPU_MB = 16_384;
    private static final int LONGEST_TEXT = 1024;
    private static final List<Integer> EPHEMERAL_SIZES_MB = List.of(512, 10_240);
    private static final Set<String> MOUNT_TYPES = Set.of("sfs", "sfsTurbo", "ecs");
    private static final Set<Integer> RESERVED_USER_IDS = Set.of(0, 1000, 1002);
    private static final int HIGHEST_USER_ID = 65_534;
    private static final int LONGEST_STREAM_SECONDS = 300;
    private static final Set<RuntimeName.Family> STREAMING = Set.of(
            RuntimeName.Family.NODE,
            RuntimeName.Family.HTTP,
            RuntimeName.Family.CUSTOM,
            RuntimeName.Family.CUSTOM_IMAGE);
    private static final Pattern ENTERPRISE_PROJECT = Pattern.compile("[0-9A-Za-z-]{0,36}");
    private static final Pattern CIDR =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)/(3[0-2]|[12]?\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

    private ExtrasRules() {}

    static void check(ConfigChange change, FunctionConfig result, Findings findings) {
        var extras = change.extras();
        if (change.mounts() != null) {
            mounts(change.mounts(), findings);
        }
        gpu(extras, findings);
        hook(
                extras.preStop(),
                result.extras().preStop(),
                LONGEST_PRE_STOP_SECONDS,
                ConfigField.PRE_STOP_HANDLER,
                ConfigField.PRE_STOP_TIMEOUT,
                findings);
        heartbeat(extras.heartbeatHandler(), result.runtime(), findings);
        hook(
                extras.restoreHook(),
                result.extras().restoreHook(),
                LONGEST_RESTORE_SECONDS,
                ConfigField.RESTORE_HOOK_HANDLER,
                ConfigField.RESTORE_HOOK_TIMEOUT,
                findings);
        if (extras.ephemeralStorageMb() != null) {
            findings.require(
                    EPHEMERAL_SIZES_MB.contains(extras.ephemeralStorageMb()),
                    ConfigField.EPHEMERAL_STORAGE,
                    extras.ephemeralStorageMb(),
                    "512 or 10240 (MB)",
                    Violation.Rule.PARAMETER);
        }
        if (extras.customImage() != null) {
            customImage(extras.customImage(), findings);
        }
        texts(change, findings);
        network(extras, findings);
        log(extras.log(), findings);
        if (Boolean.TRUE.equals(extras.returnStream()) || change.runtime() != null || change.timeoutSeconds() != null) {
            stream(result, findings);
        }
    }

    /**
     * Which functions may answer in pieces, and for how long (the manual's page on streaming responses). Node.js is ours
     * beside it (docs/streaming.md).
     */
    private static void stream(FunctionConfig result, Findings findings) {
        boolean streams = result.extras().returnStream();
        findings.require(
                !streams || STREAMING.contains(result.runtime().family()),
                ConfigField.IS_RETURN_STREAM,
                "true with runtime " + result.runtime().wireName(),
                "false, but for Node.js, http, Custom and Custom Image functions",
                Violation.Rule.PARAMETER);
        findings.require(
                !streams || result.timeoutSeconds() <= LONGEST_STREAM_SECONDS,
                ConfigField.IS_RETURN_STREAM,
                "true with timeout " + result.timeoutSeconds(),
                "a timeout of at most " + LONGEST_STREAM_SECONDS + " (seconds) when true",
                Violation.Rule.PARAMETER);
    }

    /** What {@link #check} allows, as far as it is a plain range. */
    static void describe(Map<ConfigField, FieldRanges.Range> ranges) {
        var text = new FieldRanges.Range.Characters(LONGEST_TEXT);
        var handler = new FieldRanges.Range.Characters(HandlerRules.LONGEST);
        ranges.put(ConfigField.EXTEND_CONFIG, text);
        ranges.put(ConfigField.MOUNT_CONFIG_MOUNT_USER, new FieldRanges.Range.Between(-1, HIGHEST_USER_ID));
        ranges.put(ConfigField.MOUNT_CONFIG_FUNC_MOUNTS, new FieldRanges.Range.Entries(MOST_MOUNTS));
        ranges.put(ConfigField.GPU_MEMORY, new FieldRanges.Range.Between(0, MOST_GPU_MB));
        ranges.put(ConfigField.GPU_TYPE, text);
        ranges.put(ConfigField.PRE_STOP_HANDLER, handler);
        ranges.put(ConfigField.PRE_STOP_TIMEOUT, new FieldRanges.Range.Between(1, LONGEST_PRE_STOP_SECONDS));
        ranges.put(ConfigField.HEARTBEAT_HANDLER, handler);
        ranges.put(ConfigField.RESTORE_HOOK_HANDLER, handler);
        ranges.put(ConfigField.RESTORE_HOOK_TIMEOUT, new FieldRanges.Range.Between(1, LONGEST_RESTORE_SECONDS));
        ranges.put(ConfigField.EPHEMERAL_STORAGE, new FieldRanges.Range.OneOf(EPHEMERAL_SIZES_MB));
        ranges.put(ConfigField.LTS_CUSTOM_TAG, new FieldRanges.Range.Entries(MOST_LOG_TAGS));
        ranges.put(ConfigField.NETWORK_CONTROLLER, new FieldRanges.Range.Entries(MOST_ACCESS_VPCS));
        ranges.put(ConfigField.PEERING_CIDR, text);
        ranges.put(ConfigField.DOMAIN_NAMES, text);
        ranges.put(ConfigField.USER_DATA_ENCRYPT_KMS_KEY_ID, text);
        ranges.put(ConfigField.CODE_ENCRYPT_KMS_KEY_ID, text);
    }

    private static void mounts(MountConfig config, Findings findings) {
        userId(config.userId(), "user_id", findings);
        userId(config.userGroupId(), "user_group_id", findings);
        if (config.mounts().size() > MOST_MOUNTS) {
            findings.add(
                    ConfigField.MOUNT_CONFIG_FUNC_MOUNTS,
                    config.mounts().size() + " mounts",
                    "at most " + MOST_MOUNTS,
                    Violation.Rule.MOUNT_COUNT);
            return;
        }
        var seen = new HashSet<String>();
        for (var mount : config.mounts()) {
            mount(mount, findings);
            findings.require(
                    seen.add(mount.localPath()),
                    ConfigField.MOUNT_CONFIG_FUNC_MOUNTS,
                    mount.localPath(),
                    "each local_mount_path once",
                    Violation.Rule.MOUNT_TWICE);
        }
    }

    private static void userId(int id, String name, Findings findings) {
        findings.require(
                id >= -1 && id <= HIGHEST_USER_ID && !RESERVED_USER_IDS.contains(id),
                ConfigField.MOUNT_CONFIG_MOUNT_USER,
                name + " " + id,
                "-1 to 65534 without 0, 1000 and 1002",
                Violation.Rule.MOUNT_USER);
    }

    private static void mount(MountConfig.Mount mount, Findings findings) {
        findings.require(
                MOUNT_TYPES.contains(mount.type()),
                ConfigField.MOUNT_CONFIG_FUNC_MOUNTS,
                "mount_type " + mount.type(),
                "sfs, sfsTurbo or ecs",
                Violation.Rule.PARAMETER);
        findings.require(
                !mount.type().equals("ecs") || !mount.sharePath().isEmpty(),
                ConfigField.MOUNT_CONFIG_FUNC_MOUNTS,
                "an ecs mount without mount_share_path",
                "mount_share_path with mount_type ecs",
                Violation.Rule.MOUNT_PATH);
        var path = mount.localPath();
        findings.require(
                path.startsWith("/")
                        && path.length() > 1
                        && path.length() <= LONGEST_TEXT
                        && !path.contains("..")
                        && !path.startsWith("/opt/function")
                        && path.chars().noneMatch(Character::isISOControl),
                ConfigField.MOUNT_CONFIG_FUNC_MOUNTS,
                "local_mount_path " + path,
                "an absolute path outside /opt/function, without '..'",
                Violation.Rule.MOUNT_PATH);
        shortText(mount.resource(), ConfigField.MOUNT_CONFIG_FUNC_MOUNTS, findings);
        shortText(mount.sharePath(), ConfigField.MOUNT_CONFIG_FUNC_MOUNTS, findings);
    }

    private static void gpu(ConfigChange.ExtrasChange extras, Findings findings) {
        if (extras.gpuMemoryMb() != null) {
            int size = extras.gpuMemoryMb();
            findings.require(
                    size >= 0 && size <= MOST_GPU_MB && size % GPU_STEP_MB == 0,
                    ConfigField.GPU_MEMORY,
                    size,
                    "0 for none, or 1024 to 16384 in steps of 1024 (MB)",
                    Violation.Rule.PARAMETER);
        }
    }

    private static void hook(
            ConfigChange.HookChange change,
            Hook result,
            int longestSeconds,
            ConfigField handlerField,
            ConfigField timeoutField,
            Findings findings) {
        var handler = change.handler();
        findings.require(
                handler == null || handler.isEmpty() || HandlerRules.isDotted(handler),
                handlerField,
                String.valueOf(handler),
                "file.function, 3 to 128 characters, or an empty string for none",
                Violation.Rule.PARAMETER);
        boolean touched = handler != null || change.timeoutSeconds() != null;
        int timeout = change.timeoutSeconds() != null ? change.timeoutSeconds() : result.timeoutSeconds();
        boolean unset = timeout == 0 && !result.isPresent();
        findings.require(
                !touched || unset || (timeout >= 1 && timeout <= longestSeconds),
                timeoutField,
                timeout,
                "1 to " + longestSeconds + " (seconds), together with " + handlerField.wireName(),
                Violation.Rule.PARAMETER);
    }

    private static void heartbeat(@Nullable String handler, RuntimeName runtime, Findings findings) {
        if (handler != null && !handler.isEmpty()) {
            findings.require(
                    runtime.family() == RuntimeName.Family.JAVA && HandlerRules.isDotted(handler),
                    ConfigField.HEARTBEAT_HANDLER,
                    handler,
                    "package.Class.method of a Java function, or an empty string for none",
                    Violation.Rule.PARAMETER);
        }
    }

    private static void customImage(CustomImage image, Findings findings) {
        findings.require(
                !image.enabled() || !image.image().isBlank(),
                ConfigField.CUSTOM_IMAGE,
                "image " + image.image(),
                "the URL of an image when enabled",
                Violation.Rule.IMAGE_URL);
        for (var text : List.of(image.image(), image.command(), image.args())) {
            shortText(text, ConfigField.CUSTOM_IMAGE, findings);
        }
        findings.require(
                image.workingDir().isEmpty() || image.workingDir().equals("/"),
                ConfigField.CUSTOM_IMAGE,
                "working_dir " + image.workingDir(),
                "/ or nothing",
                Violation.Rule.PARAMETER);
        for (var id : List.of(image.uid(), image.gid())) {
            findings.require(
                    id.isEmpty() || NUMBER.matcher(id).matches(),
                    ConfigField.CUSTOM_IMAGE,
                    "uid or gid " + id,
                    "a number written as text",
                    Violation.Rule.PARAMETER);
        }
    }

    private static void texts(ConfigChange change, Findings findings) {
        var extras = change.extras();
        shortText(change.extendConfig(), ConfigField.EXTEND_CONFIG, findings);
        shortText(extras.gpuType(), ConfigField.GPU_TYPE, findings);
        shortText(extras.domainNames(), ConfigField.DOMAIN_NAMES, findings);
        shortText(extras.userDataKmsKeyId(), ConfigField.USER_DATA_ENCRYPT_KMS_KEY_ID, findings);
        shortText(extras.codeKmsKeyId(), ConfigField.CODE_ENCRYPT_KMS_KEY_ID, findings);
        if (extras.enterpriseProjectId() != null) {
            findings.require(
                    ENTERPRISE_PROJECT.matcher(extras.enterpriseProjectId()).matches(),
                    ConfigField.ENTERPRISE_PROJECT_ID,
                    extras.enterpriseProjectId(),
                    "0 or an enterprise project id of at most 36 letters, digits and '-'",
                    Violation.Rule.PARAMETER);
        }
        if (extras.engineType() != null) {
            findings.require(
                    extras.engineType().equals("v1") || extras.engineType().equals("v2"),
                    ConfigField.TYPE,
                    extras.engineType(),
                    "v1 or v2",
                    Violation.Rule.PARAMETER);
        }
    }

    private static void shortText(@Nullable String text, ConfigField field, Findings findings) {
        if (text != null) {
            findings.require(
                    text.length() <= LONGEST_TEXT,
                    field,
                    text.length() + " characters",
                    "at most " + LONGEST_TEXT + " characters",
                    Violation.Rule.PARAMETER);
        }
    }

    private static void network(ConfigChange.ExtrasChange extras, Findings findings) {
        if (extras.peeringCidr() != null && !extras.peeringCidr().isEmpty()) {
            var cidrs = List.of(extras.peeringCidr().split(";", -1));
            findings.require(
                    cidrs.size() <= MOST_PEERING_CIDRS
                            && cidrs.stream()
                                    .allMatch(cidr -> CIDR.matcher(cidr).matches()),
                    ConfigField.PEERING_CIDR,
                    extras.peeringCidr(),
                    "at most 5 CIDRs such as 192.168.0.0/16, separated by ';'",
                    Violation.Rule.PARAMETER);
        }
        if (extras.networkController() != null) {
            accessVpcs(extras.networkController().triggerAccessVpcs(), findings);
        }
    }

    private static void accessVpcs(List<NetworkController.AccessVpc> vpcs, Findings findings) {
        findings.require(
                vpcs.size() <= MOST_ACCESS_VPCS
                        && vpcs.stream()
                                .noneMatch(vpc -> vpc.vpcId().isEmpty()
                                        || vpc.vpcId().length() > LONGEST_TEXT
                                        || vpc.vpcName().length() > LONGEST_TEXT),
                ConfigField.NETWORK_CONTROLLER,
                vpcs.size() + " trigger_access_vpcs",
                "at most " + MOST_ACCESS_VPCS + ", each with its vpc_id, texts of at most " + LONGEST_TEXT
                        + " characters",
                Violation.Rule.PARAMETER);
    }

    private static void log(ConfigChange.LogChange change, Findings findings) {
        var stream = change.stream();
        if (stream != null) {
            for (var text : List.of(stream.groupId(), stream.groupName(), stream.streamId(), stream.streamName())) {
                shortText(text, ConfigField.LOG_CONFIG, findings);
            }
        }
        var tags = change.customTags();
        if (tags != null) {
            findings.require(
                    tags.size() <= MOST_LOG_TAGS
                            && tags.entrySet().stream()
                                    .allMatch(tag -> tag.getKey().length() <= LONGEST_TEXT
                                            && tag.getValue().length() <= LONGEST_TEXT),
                    ConfigField.LTS_CUSTOM_TAG,
                    tags.size() + " tags",
                    "at most " + MOST_LOG_TAGS + ", names and values of at most " + LONGEST_TEXT + " characters",
                    Violation.Rule.PARAMETER);
        }
    }
}
