/** What the API says. Only what the console reads is written down. */

export interface Fn {
  func_urn: string;
  func_name: string;
  package: string;
  runtime: string;
  handler: string;
  memory_size: number;
  cpu: number;
  timeout: number;
  code_type: string;
  code_filename: string;
  code_size: number;
  code_url: string;
  digest: string;
  description: string;
  last_modified: string;
  version: string;
  version_description: string;
  image_name: string;
  strategy_config: { concurrency: number; concurrent_num?: number } | null;
  [field: string]: unknown;
}

export interface FnPage {
  functions: Fn[];
  next_marker: number;
  count: number;
}

export interface Code {
  func_urn: string;
  code_type: string;
  code_filename: string;
  code_size: number;
  digest: string;
  func_code: { file: string; link: string };
}

export interface Range {
  min?: number;
  max?: number;
  length?: number;
  entries?: number;
  bytes?: number;
  one_of?: number[];
}

export interface Limits {
  fields: Record<string, Range>;
  runtimes: { name: string; code_types: string[]; handler: string }[];
}

export interface RuntimeType {
  type: string;
  display_name: string;
  status: "exact" | "substitute" | "absent";
  version?: string;
  remedy?: string;
}

export interface Alias {
  name: string;
  version: string;
  description: string;
  last_modified: string;
  alias_urn: string;
  additional_version_weights?: Record<string, number> | null;
  additional_version_strategy?: Record<string, AliasRules> | null;
}

export interface AliasRule {
  rule_type: string;
  param: string;
  op: string;
  value: string;
}

export interface AliasRules {
  combine_type: string;
  rules: readonly AliasRule[];
}

export interface Trigger {
  trigger_id: string;
  trigger_type_code: string;
  trigger_status: "ACTIVE" | "DISABLED";
  event_data: Record<string, unknown>;
  last_updated_time: string;
  created_time: string;
}

export interface TriggerType {
  trigger_type_code: string;
  display_name: string;
  status: string;
  description: string;
}

export interface TestEvent {
  id: string;
  name: string;
  content?: string;
}

export interface AsyncConfig {
  func_urn: string;
  max_async_event_age_in_seconds: number;
  max_async_retry_attempts: number;
  destination_config?: {
    on_success?: { destination?: string | null; param?: string | null } | null;
    on_failure?: { destination?: string | null; param?: string | null } | null;
  } | null;
  enable_async_status_log?: boolean;
}

export interface AsyncCall {
  request_id: string;
  status: string;
  error_message: string;
  error_code: number;
  start_time: string;
  end_time: string;
}

export interface ReservedConfig {
  function_urn: string;
  qualifier_type: string;
  qualifier_name: string;
  min_count: number;
  idle_mode: boolean;
  tactics_config?: { cron_configs?: CronConfig[] | null; metric_configs?: MetricConfig[] | null } | null;
}

export interface CronConfig {
  name: string;
  cron: string;
  count: number;
  start_time: number;
  expired_time: number;
}

export interface MetricConfig {
  name: string;
  type: string;
  threshold: number;
  min: number;
}

export interface Quota {
  type: string;
  quota: number;
  used: number;
  unit?: string;
}
