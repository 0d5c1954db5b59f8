/** Every field of `PUT …/config`: the seed page's first, in its order, then those that came later. */

export type Kind = "text" | "lines" | "number" | "choice" | "flag" | "pairs" | "secrets" | "mounts" | "list";

export interface FieldSpec {
  /** The name on the wire; a dot leads into an object. */
  readonly name: string;
  readonly kind: Kind;
  readonly wide?: boolean;
  readonly mono?: boolean;
  /** Choices that the API fixes; those that the server decides come from its limits. */
  readonly options?: readonly string[];
  /** The field that the server's messages name, where it is another. */
  readonly errorName?: string;
}

export interface Section {
  readonly key: string;
  readonly fields: readonly FieldSpec[];
}

export const SECTIONS = [
  {
    key: "general",
    fields: [
      { name: "description", kind: "lines", wide: true },
      { name: "runtime", kind: "choice" },
      { name: "handler", kind: "text", mono: true },
      { name: "memory_size", kind: "choice" },
      { name: "timeout", kind: "number" },
    ],
  },
  {
    key: "source",
    fields: [
      { name: "code_type", kind: "choice" },
      { name: "code_url", kind: "text", mono: true },
      { name: "dependency_pkg", kind: "text", mono: true },
      { name: "depend_version_list", kind: "list", mono: true },
    ],
  },
  {
    key: "environment",
    fields: [
      { name: "user_data", kind: "pairs", wide: true },
      { name: "encrypted_user_data", kind: "secrets", wide: true },
      { name: "user_data_encrypt_kms_key_id", kind: "text", mono: true },
    ],
  },
  {
    key: "concurrency",
    fields: [
      { name: "strategy_config.concurrency", kind: "number" },
      { name: "strategy_config.concurrent_num", kind: "number" },
      { name: "is_stateful_function", kind: "flag" },
      { name: "enable_dynamic_memory", kind: "flag" },
    ],
  },
  {
    key: "lifecycle",
    fields: [
      { name: "initializer_handler", kind: "text", mono: true },
      { name: "initializer_timeout", kind: "number" },
      { name: "pre_stop_handler", kind: "text", mono: true },
      { name: "pre_stop_timeout", kind: "number" },
      { name: "restore_hook_handler", kind: "text", mono: true },
      { name: "restore_hook_timeout", kind: "number" },
      { name: "heartbeat_handler", kind: "text", mono: true },
    ],
  },
  {
    key: "permissions",
    fields: [
      { name: "xrole", kind: "text" },
      { name: "app_xrole", kind: "text" },
      { name: "enable_auth_in_header", kind: "flag" },
    ],
  },
  {
    key: "network",
    fields: [
      { name: "func_vpc.vpc_id", kind: "text", mono: true },
      { name: "func_vpc.subnet_id", kind: "text", mono: true },
      { name: "peering_cidr", kind: "text", mono: true },
      { name: "domain_names", kind: "lines", mono: true, wide: true },
      { name: "network_controller.disable_public_network", kind: "flag", errorName: "network_controller" },
      { name: "network_controller.trigger_access_vpcs", kind: "pairs", wide: true, errorName: "network_controller" },
    ],
  },
  {
    key: "storage",
    fields: [
      { name: "ephemeral_storage", kind: "choice" },
      { name: "mount_config.mount_user.user_id", kind: "number", errorName: "mount_config.mount_user" },
      { name: "mount_config.mount_user.user_group_id", kind: "number", errorName: "mount_config.mount_user" },
      { name: "mount_config.func_mounts", kind: "mounts", wide: true },
    ],
  },
  {
    key: "logging",
    fields: [
      { name: "enable_lts_log", kind: "flag", wide: true },
      { name: "log_config.group_id", kind: "text", mono: true, errorName: "log_config" },
      { name: "log_config.group_name", kind: "text", errorName: "log_config" },
      { name: "log_config.stream_id", kind: "text", mono: true, errorName: "log_config" },
      { name: "log_config.stream_name", kind: "text", errorName: "log_config" },
      { name: "lts_custom_tag", kind: "pairs", wide: true },
    ],
  },
  {
    key: "image",
    fields: [
      { name: "custom_image.enabled", kind: "flag", wide: true, errorName: "custom_image" },
      { name: "custom_image.image", kind: "text", mono: true, wide: true, errorName: "custom_image" },
      { name: "custom_image.command", kind: "text", mono: true, errorName: "custom_image" },
      { name: "custom_image.args", kind: "text", mono: true, errorName: "custom_image" },
      { name: "custom_image.working_dir", kind: "text", mono: true, errorName: "custom_image" },
      { name: "custom_image.uid", kind: "text", mono: true, errorName: "custom_image" },
      { name: "custom_image.gid", kind: "text", mono: true, errorName: "custom_image" },
      { name: "gpu_memory", kind: "number" },
      { name: "gpu_type", kind: "text" },
    ],
  },
  {
    key: "advanced",
    fields: [
      { name: "type", kind: "choice", options: ["v1", "v2"] },
      { name: "enterprise_project_id", kind: "text", mono: true },
      { name: "code_encrypt_kms_key_id", kind: "text", mono: true },
      { name: "enable_class_isolation", kind: "flag" },
      { name: "extend_config", kind: "lines", mono: true, wide: true },
    ],
  },
] as const satisfies readonly Section[];

export type SectionKey = (typeof SECTIONS)[number]["key"];
export type FieldName = (typeof SECTIONS)[number]["fields"][number]["name"];

export const FIELDS: readonly (FieldSpec & { name: FieldName })[] = SECTIONS.flatMap((section) => [...section.fields]);

/** The names that the server's messages may begin with. */
export const ERROR_NAMES: readonly string[] = [...new Set(FIELDS.map((field) => field.errorName ?? field.name))];
