package funcgraph.domain.log;

import funcgraph.domain.Alias;
import funcgraph.domain.AliasRules;
import funcgraph.domain.CodePackage;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.MountConfig;
import funcgraph.domain.NetworkController;
import funcgraph.domain.Publication;
import funcgraph.domain.UserData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is different between two states, field by field, under the API's names and without the values of secrets. */
public final class Differences {

    private Differences() {}

    /** Of a function; null where it is not there. */
    public static List<FieldChange> of(@Nullable Function before, @Nullable Function after) {
        return of(
                before == null ? Map.of() : fields(before.config(), before.code()),
                after == null ? Map.of() : fields(after.config(), after.code()));
    }

    /** Of versions and aliases. */
    public static List<FieldChange> of(Publication before, Publication after) {
        return of(published(before), published(after));
    }

    /** Of any two states; a field that is not there counts as null. */
    public static List<FieldChange> of(Map<String, ?> before, Map<String, ?> after) {
        var fields = new LinkedHashSet<String>(before.keySet());
        fields.addAll(after.keySet());
        var changes = new ArrayList<FieldChange>();
        for (var field : fields) {
            Object old = before.get(field);
            Object now = after.get(field);
            if (!Objects.equals(old, now)) {
                changes.add(new FieldChange(field, shown(old), shown(now)));
            }
        }
        return changes;
    }

    /** A value that is compared and never shown. */
    private record Hidden(Object value) {
        @Override
        public String toString() {
            return FieldChange.SECRET;
        }
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return value instanceof Hidden ? FieldChange.SECRET : value;
    }

    /** The same text, which is compared and never shown; empty is nothing. */
    public static @Nullable Object secret(@Nullable String text) {
        return text == null || text.isEmpty() ? null : new Hidden(text);
    }

    private static Map<String, @Nullable Object> fields(FunctionConfig config, CodePackage code) {
        var extras = config.extras();
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("runtime", config.runtime().wireName());
        fields.put("handler", config.handler());
        fields.put("memory_size", config.memoryMb());
        fields.put("timeout", config.timeoutSeconds());
        hide(fields, "user_data", config.userData());
        hide(fields, "encrypted_user_data", config.encryptedUserData());
        text(fields, "dependency_pkg", config.dependencyPkg());
        text(fields, "description", config.description());
        text(fields, "xrole", config.xrole());
        text(fields, "app_xrole", config.appXrole());
        text(fields, "initializer_handler", config.initializer().handler());
        fields.put("initializer_timeout", config.initializer().timeoutSeconds());
        fields.put(
                "func_vpc",
                named("vpc_id", config.vpc().vpcId(), "subnet_id", config.vpc().subnetId()));
        fields.put(
                "strategy_config",
                named(
                        "concurrency",
                        config.strategy().maxInstances(),
                        "concurrent_num",
                        config.strategy().concurrentNum()));
        fields.put("extend_config", secret(config.extendConfig()));
        if (!config.mounts().mounts().isEmpty()) {
            fields.put("mount_config", shown(config.mounts()));
        }
        text(fields, "pre_stop_handler", extras.preStop().handler());
        fields.put("pre_stop_timeout", extras.preStop().timeoutSeconds());
        fields.put("ephemeral_storage", extras.ephemeralStorageMb());
        text(fields, "heartbeat_handler", extras.heartbeatHandler());
        text(fields, "restore_hook_handler", extras.restoreHook().handler());
        text(fields, "custom_image", extras.customImage().image());
        text(fields, "enterprise_project_id", extras.enterpriseProjectId());
        fields.put("enable_lts_log", extras.log().enabled());
        text(fields, "log_group_id", extras.log().groupId());
        text(fields, "log_stream_id", extras.log().streamId());
        if (!extras.networkController().equals(NetworkController.NONE)) {
            fields.put("network_controller", shown(extras.networkController()));
        }
        text(fields, "peering_cidr", extras.peeringCidr());
        text(fields, "domain_names", extras.domainNames());
        fields.put("enable_dynamic_memory", extras.dynamicMemory());
        fields.put("is_stateful_function", extras.stateful());
        fields.put("enable_auth_in_header", extras.authInHeader());
        fields.put("enable_class_isolation", extras.classIsolation());
        text(fields, "user_data_encrypt_kms_key_id", extras.userDataKmsKeyId());
        text(fields, "code_encrypt_kms_key_id", extras.codeKmsKeyId());
        text(fields, "gpu_type", extras.gpuType());
        fields.put("gpu_memory", extras.gpuMemoryMb());
        fields.put("code_type", code.type().wireName());
        text(fields, "code_url", code.url());
        text(fields, "code_filename", code.filename());
        fields.put("code_size", code.sizeBytes());
        text(fields, "digest", code.digest());
        fields.put("depend_version_list", code.dependVersionIds());
        return fields;
    }

    /** Each name by itself, so that it is seen which of them changed. */
    private static void hide(Map<String, @Nullable Object> fields, String field, UserData data) {
        data.entries().forEach((name, value) -> fields.put(field + "." + name, new Hidden(value)));
    }

    private static void text(Map<String, @Nullable Object> fields, String field, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            fields.put(field, text);
        }
    }

    private static Map<String, Object> named(String first, Object value, String second, Object other) {
        var map = new LinkedHashMap<String, Object>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }

    private static Map<String, Object> shown(MountConfig of) {
        return named(
                "mount_user",
                named("user_id", of.userId(), "user_group_id", of.userGroupId()),
                "func_mounts",
                of.mounts().stream()
                        .map(mount -> Map.of(
                                "mount_type", mount.type(),
                                "mount_resource", mount.resource(),
                                "mount_share_path", mount.sharePath(),
                                "local_mount_path", mount.localPath()))
                        .toList());
    }

    private static Map<String, Object> shown(NetworkController of) {
        return named(
                "disable_public_network",
                of.disablePublicNetwork(),
                "trigger_access_vpcs",
                of.triggerAccessVpcs().stream()
                        .map(vpc -> named("vpc_id", vpc.vpcId(), "vpc_name", vpc.vpcName()))
                        .toList());
    }

    private static Map<String, Object> shown(AliasRules of) {
        return named(
                "combine_type",
                of.combineType(),
                "rules",
                of.rules().stream()
                        .map(rule -> Map.of(
                                "rule_type", rule.ruleType(),
                                "param", rule.param(),
                                "op", rule.op(),
                                "value", rule.value()))
                        .toList());
    }

    private static Map<String, Object> published(Publication of) {
        var fields = new LinkedHashMap<String, Object>();
        of.versions()
                .forEach((name, version) ->
                        fields.put("versions." + name, version.code().digest()));
        of.aliases().forEach((name, alias) -> fields.put("aliases." + name, shown(alias)));
        return fields;
    }

    private static Map<String, Object> shown(Alias alias) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("version", alias.version());
        fields.put("description", alias.description());
        switch (alias.additional()) {
            case Alias.Additional.None() -> {}
            case Alias.Additional.Weighted(String version, int percent) ->
                fields.put("additional_version_weights", Map.of(version, percent));
            case Alias.Additional.Ruled(String version, var rules) ->
                fields.put("additional_version_strategy", Map.of(version, shown(rules)));
        }
        return fields;
    }
}
