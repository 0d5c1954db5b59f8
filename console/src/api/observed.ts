/** What the API says about calls, numbers and changes. Only what the console reads is written down. */

export interface LogLine {
  seq: number;
  time: string;
  request_id: string;
  version: string;
  level: string;
  line: string;
}

export interface CallRecord {
  request_id: string;
  version: string;
  time: string;
  duration_ms: number;
  billed_ms: number;
  init_ms: number;
  memory_used_mb: number;
  memory_size_mb: number;
  status: "success" | "failed";
  error_code: string;
  outcome: string;
  cold: boolean;
  invoke_type: string;
}

export interface Point {
  time: string;
  calls: number;
  errors: number;
  throttled: number;
  duration_p50_ms: number | null;
  duration_p99_ms: number | null;
  duration_max_ms: number | null;
  concurrency_max: number | null;
  cold_starts: number;
  memory_max_mb: number | null;
}

export interface Metrics {
  step_seconds: number;
  points: Point[];
}

export interface TopFunction {
  func_urn: string;
  func_name: string;
  calls_per_second: number;
  errors_per_second: number;
  p50_ms: number;
  p99_ms: number;
  concurrency: number;
  workers: number;
  memory_mb: number;
}

export interface HealthPart {
  status: string;
  detail: string;
  values: Record<string, number>;
}

export interface Health {
  status: string;
  version: string;
  uptime_seconds: number;
  parts: Record<string, HealthPart>;
}

export interface AuditEvent {
  seq: number;
  time: string;
  request_id: string;
  user: string;
  access_key: string;
  source_ip: string;
  action: string;
  resource: string;
  status: number;
  error_code: string;
  changes: { field: string; before: unknown; after: unknown }[];
}
