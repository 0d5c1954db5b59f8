package funcgraph.domain;

/**
 * Every field of a function that a request can set, in the order in which the seed page lists them, the newer ones
 * (functiongraph-api 1.3) behind. The order is that of checking and reporting.
 */
public enum ConfigField {
    FUNC_NAME("func_name"),
    PACKAGE("package"),
    RUNTIME("runtime"),
    CODE_TYPE("code_type"),
    CODE_URL("code_url"),
    CODE_FILENAME("code_filename"),
    FUNC_CODE("func_code"),
    DESCRIPTION("description"),
    HANDLER("handler"),
    MEMORY_SIZE("memory_size"),
    TIMEOUT("timeout"),
    USER_DATA("user_data"),
    DEPENDENCY_PKG("dependency_pkg"),
    XROLE("xrole"),
    APP_XROLE("app_xrole"),
    INITIALIZER_HANDLER("initializer_handler"),
    INITIALIZER_TIMEOUT("initializer_timeout"),
    FUNC_VPC_SUBNET_ID("func_vpc.subnet_id"),
    FUNC_VPC_VPC_ID("func_vpc.vpc_id"),
    STRATEGY_CONFIG_CONCURRENCY("strategy_config.concurrency"),
    STRATEGY_CONFIG_CONCURRENT_NUM("strategy_config.concurrent_num"),
    EXTEND_CONFIG("extend_config"),
    ENCRYPTED_USER_DATA("encrypted_user_data"),
    MOUNT_CONFIG_MOUNT_USER("mount_config.mount_user"),
    MOUNT_CONFIG_FUNC_MOUNTS("mount_config.func_mounts"),
    GPU_MEMORY("gpu_memory"),
    GPU_TYPE("gpu_type"),
    PRE_STOP_HANDLER("pre_stop_handler"),
    PRE_STOP_TIMEOUT("pre_stop_timeout"),
    HEARTBEAT_HANDLER("heartbeat_handler"),
    RESTORE_HOOK_HANDLER("restore_hook_handler"),
    RESTORE_HOOK_TIMEOUT("restore_hook_timeout"),
    EPHEMERAL_STORAGE("ephemeral_storage"),
    CUSTOM_IMAGE("custom_image"),
    ENTERPRISE_PROJECT_ID("enterprise_project_id"),
    TYPE("type"),
    LOG_CONFIG("log_config"),
    ENABLE_LTS_LOG("enable_lts_log"),
    LTS_CUSTOM_TAG("lts_custom_tag"),
    NETWORK_CONTROLLER("network_controller"),
    PEERING_CIDR("peering_cidr"),
    DOMAIN_NAMES("domain_names"),
    ENABLE_DYNAMIC_MEMORY("enable_dynamic_memory"),
    IS_STATEFUL_FUNCTION("is_stateful_function"),
    ENABLE_AUTH_IN_HEADER("enable_auth_in_header"),
    ENABLE_CLASS_ISOLATION("enable_class_isolation"),
    IS_RETURN_STREAM("is_return_stream"),
    USER_DATA_ENCRYPT_KMS_KEY_ID("user_data_encrypt_kms_key_id"),
    CODE_ENCRYPT_KMS_KEY_ID("code_encrypt_kms_key_id"),
    DEPEND_VERSION_LIST("depend_version_list");

    private final String wireName;

    ConfigField(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire; a dot leads into an object. */
    public String wireName() {
        return wireName;
    }
}
