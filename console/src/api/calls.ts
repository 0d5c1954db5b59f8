import { fromBase64, toBase64 } from "./base64";
import { ask, body, fgs, query, send } from "./http";
import type * as Observed from "./observed";
import type * as Api from "./types";

/** Each call of the API that the console makes, under the name of what it does. */

function one(urn: string, rest = ""): string {
  return fgs(`/functions/${encodeURIComponent(urn)}${rest}`);
}

export interface Listing {
  search: string;
  orderBy: string;
  descending: boolean;
  marker: number;
  size: number;
}

export function listFunctions(asked: Listing, signal?: AbortSignal): Promise<Api.FnPage> {
  const parameters = query({
    marker: asked.marker,
    maxitems: asked.size,
    func_name: asked.search,
    order_by: asked.orderBy,
    order: asked.descending ? "desc" : "asc",
  });
  return body(fgs(`/functions${parameters}`), { signal });
}

export const createFunction = (wanted: object): Promise<Api.Fn> => body(fgs("/functions"), { method: "POST", body: wanted });
export const deleteFunction = (urn: string): Promise<void> => body(one(urn), { method: "DELETE" });

export interface Tagged<T> {
  readonly value: T;
  readonly tag: string;
}

export async function showConfig(urn: string, signal?: AbortSignal): Promise<Tagged<Api.Fn>> {
  const answer = await ask<Api.Fn>(one(urn, "/config"), { signal });
  return { value: answer.body, tag: answer.headers.get("ETag") ?? "*" };
}

/** Refused with 409 or 412 when somebody changed the function since `tag`. */
export async function updateConfig(urn: string, tag: string, change: object): Promise<Tagged<Api.Fn>> {
  const answer = await ask<Api.Fn>(one(urn, "/config"), { method: "PUT", body: change, headers: { "If-Match": tag } });
  return { value: answer.body, tag: answer.headers.get("ETag") ?? "*" };
}

export async function showCode(urn: string, signal?: AbortSignal): Promise<Tagged<Api.Code>> {
  const answer = await ask<Api.Code>(one(urn, "/code"), { signal });
  return { value: answer.body, tag: answer.headers.get("ETag") ?? "*" };
}

export async function updateCode(urn: string, tag: string, code: object): Promise<Tagged<Api.Code>> {
  const answer = await ask<Api.Code>(one(urn, "/code"), { method: "PUT", body: code, headers: { "If-Match": tag } });
  return { value: answer.body, tag: answer.headers.get("ETag") ?? "*" };
}

export interface Invoked {
  status: number;
  failed: boolean;
  errorCode: string;
  requestId: string;
  result: string;
  log: string;
  durationMs: number | null;
  billedMs: number | null;
  memoryUsedMb: number | null;
  memorySizeMb: number | null;
}

/** Calls a function and waits; an error of the function is a result, one of the API is too. */
export async function invoke(urn: string, event: string): Promise<Invoked> {
  const response = await send(one(urn, "/invocations"), {
    method: "POST",
    body: event,
    headers: { "X-Cff-Log-Type": "tail", "X-CFF-Request-Version": "v0" },
  });
  const log = response.headers.get("X-Cff-Function-Log");
  const summary = JSON.parse(response.headers.get("X-Cff-Invoke-Summary") ?? "{}") as {
    duration?: number;
    billingDuration?: number;
    memorySize?: number;
    memoryUsed?: number;
  };
  const errorCode = response.headers.get("X-Func-Err-Code") ?? "";
  return {
    status: response.status,
    failed: !response.ok || response.headers.get("X-Is-Func-Err") === "true",
    errorCode: errorCode === "0" ? "" : errorCode,
    requestId: response.headers.get("X-Cff-Request-Id") ?? response.headers.get("X-Request-Id") ?? "",
    result: await response.text(),
    log: log === null ? "" : fromBase64(log),
    durationMs: summary.duration ?? null,
    billedMs: summary.billingDuration ?? null,
    memoryUsedMb: summary.memoryUsed ?? null,
    memorySizeMb: summary.memorySize ?? null,
  };
}

export const invokeLater = (urn: string, event: string): Promise<{ request_id: string }> =>
  body(one(urn, "/invocations-async"), { method: "POST", body: event });

export const listEvents = (urn: string, signal?: AbortSignal): Promise<{ events: Api.TestEvent[] }> =>
  body(one(urn, "/events"), { signal });
export const showEvent = (urn: string, id: string): Promise<Api.TestEvent> => body(one(urn, `/events/${id}`));
export const createEvent = (urn: string, name: string, text: string): Promise<Api.TestEvent> =>
  body(one(urn, "/events"), { method: "POST", body: { name, content: toBase64(text) } });
export const updateEvent = (urn: string, id: string, text: string): Promise<void> =>
  body(one(urn, `/events/${id}`), { method: "PUT", body: { content: toBase64(text) } });
export const deleteEvent = (urn: string, id: string): Promise<void> => body(one(urn, `/events/${id}`), { method: "DELETE" });

export const listVersions = (urn: string, signal?: AbortSignal): Promise<{ versions: Api.Fn[] }> =>
  body(one(urn, "/versions"), { signal });
export const publishVersion = (urn: string, wanted: object): Promise<Api.Fn> =>
  body(one(urn, "/versions"), { method: "POST", body: wanted });
export const listAliases = (urn: string, signal?: AbortSignal): Promise<Api.Alias[]> => body(one(urn, "/aliases"), { signal });
export const createAlias = (urn: string, wanted: object): Promise<Api.Alias> =>
  body(one(urn, "/aliases"), { method: "POST", body: wanted });
export const updateAlias = (urn: string, name: string, wanted: object): Promise<Api.Alias> =>
  body(one(urn, `/aliases/${encodeURIComponent(name)}`), { method: "PUT", body: wanted });
export const deleteAlias = (urn: string, name: string): Promise<void> =>
  body(one(urn, `/aliases/${encodeURIComponent(name)}`), { method: "DELETE" });

function trigger(urn: string, rest = ""): string {
  return fgs(`/triggers/${encodeURIComponent(urn)}${rest}`);
}
export const listTriggers = (urn: string, signal?: AbortSignal): Promise<Api.Trigger[]> => body(trigger(urn), { signal });
export const listTriggerTypes = (signal?: AbortSignal): Promise<Api.TriggerType[]> => body(fgs("/triggertypes"), { signal });
export const createTrigger = (urn: string, wanted: object): Promise<Api.Trigger> =>
  body(trigger(urn), { method: "POST", body: wanted });
export const updateTrigger = (urn: string, of: Api.Trigger, wanted: object): Promise<Api.Trigger> =>
  body(trigger(urn, `/${of.trigger_type_code}/${of.trigger_id}`), { method: "PUT", body: wanted });
export const deleteTrigger = (urn: string, of: Api.Trigger): Promise<void> =>
  body(trigger(urn, `/${of.trigger_type_code}/${of.trigger_id}`), { method: "DELETE" });

const CONFIGS_AT_ONCE = 100;

/**
 * Null while a function has none of its own. By the list of those of all its versions and aliases, page by page, since
 * asking for the one that is not there is an error, which browsers log.
 */
export async function findAsyncConfig(urn: string, signal?: AbortSignal): Promise<Api.AsyncConfig | null> {
  for (let marker = 0; ; marker += CONFIGS_AT_ONCE) {
    const page = query({ marker, limit: CONFIGS_AT_ONCE });
    const { async_invoke_configs: found } = await body<{ async_invoke_configs: Api.AsyncConfig[] }>(one(urn, `/async-invoke-configs${page}`), { signal });
    const own = found.find((config) => config.func_urn === urn);
    if (own !== undefined || found.length < CONFIGS_AT_ONCE) {
      return own ?? null;
    }
  }
}
export const putAsyncConfig = (urn: string, wanted: object): Promise<Api.AsyncConfig> =>
  body(one(urn, "/async-invoke-config"), { method: "PUT", body: wanted });
export const deleteAsyncConfig = (urn: string): Promise<void> => body(one(urn, "/async-invoke-config"), { method: "DELETE" });
export const listAsyncCalls = (
  urn: string,
  status: string,
  marker: number,
  signal?: AbortSignal,
): Promise<{ invocations: Api.AsyncCall[]; count: number; next_marker: number }> => {
  const begin = new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 19);
  return body(one(urn, `/async-invocations${query({ status, marker, limit: 50, query_begin_time: begin })}`), { signal });
};
export const cancelAsyncCall = (urn: string, id: string): Promise<unknown> =>
  body(one(urn, "/cancel"), { method: "POST", body: { request_id: id, type: "force" } });

export const listReserved = (urn: string, signal?: AbortSignal): Promise<{ reserved_instances: Api.ReservedConfig[] }> =>
  body(fgs(`/functions/reservedinstanceconfigs${query({ function_urn: urn })}`), { signal });
export const putReserved = (urn: string, wanted: object): Promise<unknown> =>
  body(one(urn, "/reservedinstances"), { method: "PUT", body: wanted });

export const showLimits = (signal?: AbortSignal): Promise<Api.Limits> => body(fgs("/limits"), { signal });
export const listRuntimes = (signal?: AbortSignal): Promise<Api.RuntimeType[]> => body(fgs("/runtimetypes"), { signal });
export const showQuotas = (signal?: AbortSignal): Promise<{ quotas: { resources: Api.Quota[] } }> =>
  body(fgs("/quotas"), { signal });

export const showMetrics = (urn: string | null, hours: number, signal?: AbortSignal): Promise<Observed.Metrics> => {
  const span = query({ from: Date.now() - hours * 3600_000, to: Date.now() });
  return body(urn === null ? fgs(`/metrics${span}`) : one(urn, `/metrics${span}`), { signal });
};
export const listTop = (signal?: AbortSignal): Promise<{ functions: Observed.TopFunction[] }> =>
  body(fgs("/functions/top?limit=20"), { signal });
export const listCalls = (urn: string, status: string, signal?: AbortSignal): Promise<{ requests: Observed.CallRecord[] }> =>
  body(one(urn, `/requests${query({ status, limit: 50 })}`), { signal });
export const listAudit = (
  filter: { user: string; action: string; resource: string; marker: string },
  signal?: AbortSignal,
): Promise<{ events: Observed.AuditEvent[]; next_marker?: string }> => body(fgs(`/audit${query({ ...filter, limit: 50 })}`), { signal });
export const logStreamPath = (urn: string, filter: { level: string; text: string; request_id: string; tail: number }): string =>
  one(urn, `/logs/stream${query(filter)}`);

export const showHealth = (signal?: AbortSignal): Promise<Observed.Health> => body("/health", { signal });
