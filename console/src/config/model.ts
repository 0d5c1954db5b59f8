import type { Fn } from "../api/types";
import type { Pair } from "../ui/fields";
import { type FieldName, FIELDS } from "./fields";

export interface Mount {
  readonly mount_type: string;
  readonly mount_resource: string;
  readonly mount_share_path: string;
  readonly local_mount_path: string;
}

export type Value = string | boolean | readonly Pair[] | readonly Mount[];
export type Values = Readonly<Record<FieldName, Value>>;

/** Objects that an update replaces whole, so that their fields go together. */
const WHOLE = ["func_vpc", "mount_config", "custom_image", "network_controller", "log_config"];

/** What the API calls otherwise in answers than in requests. */
const READ_FROM: Partial<Record<FieldName, string>> = {
  "log_config.group_id": "log_group_id",
  "log_config.stream_id": "log_stream_id",
};

export function same(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A function's fields as the form holds them: text, yes or no, and lines. */
export function valuesOf(fn: Fn): Values {
  return Object.fromEntries(FIELDS.map((field) => [field.name, read(fn, field.name)])) as Values;
}

function read(fn: Fn, name: FieldName): Value {
  const found = (READ_FROM[name] ?? name)
    .split(".")
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | null | undefined)?.[part], fn);
  const kind = FIELDS.find((field) => field.name === name)?.kind;
  switch (kind) {
    case "flag":
      return found === true;
    case "pairs":
    case "secrets":
      return pairs(name, found);
    case "mounts":
      return Array.isArray(found) ? (found as Mount[]).map(mount) : [];
    case "list":
      return Array.isArray(found) ? found.join("\n") : "";
    case "number":
      return number(name, found);
    default:
      return found === null || found === undefined ? "" : String(found);
  }
}

function number(name: FieldName, found: unknown): string {
  if (found === null || found === undefined) {
    return name.startsWith("mount_config") ? "-1" : "";
  }
  // Of these optional ones, 0 says that there is none.
  const unset = found === 0 && (name.endsWith("_timeout") || name === "gpu_memory");
  return unset ? "" : String(found);
}

function pairs(name: FieldName, found: unknown): Pair[] {
  if (name === "network_controller.trigger_access_vpcs") {
    return Array.isArray(found) ? found.map((vpc: Record<string, string>) => [vpc["vpc_id"] ?? "", vpc["vpc_name"] ?? ""]) : [];
  }
  let map = found;
  if (typeof found === "string") {
    try {
      map = found === "" ? {} : JSON.parse(found);
    } catch {
      map = {};
    }
  }
  return Object.entries((map ?? {}) as Record<string, unknown>).map(([key, value]) => [key, String(value)]);
}

function mount(found: Mount): Mount {
  return {
    mount_type: found.mount_type,
    mount_resource: found.mount_resource,
    mount_share_path: found.mount_share_path,
    local_mount_path: found.local_mount_path,
  };
}

export function changedFields(base: Values, mine: Values): FieldName[] {
  return FIELDS.map((field) => field.name).filter((name) => !same(base[name], mine[name]));
}

/** The body of the update that makes `mine` of `base`: what did not change is left out, and so keeps its value. */
export function changeOf(base: Values, mine: Values): Record<string, unknown> {
  const changed = changedFields(base, mine);
  const roots = new Set(changed.map((name) => name.split(".")[0] ?? "").filter((root) => WHOLE.includes(root)));
  const wanted = FIELDS.map((field) => field.name).filter(
    (name) => changed.includes(name) || roots.has(name.split(".")[0] ?? ""),
  );
  const body: Record<string, unknown> = {};
  for (const name of wanted) {
    write(body, name, wire(name, mine[name]));
  }
  // The 2019 profile demands the type in every update. A package of an object store would be fetched again by it.
  if (mine.code_type !== "obs") {
    body["code_type"] = mine.code_type;
  } else if (changed.includes("code_url")) {
    body["code_type"] = "obs";
  } else if (changed.includes("code_type")) {
    body["code_url"] = mine.code_url;
  }
  return body;
}

function write(body: Record<string, unknown>, name: string, value: unknown): void {
  const parts = name.split(".");
  const last = parts.pop() ?? name;
  let at = body;
  for (const part of parts) {
    at[part] ??= {};
    at = at[part] as Record<string, unknown>;
  }
  at[last] = value;
}

function wire(name: FieldName, value: Value): unknown {
  const kind = FIELDS.find((field) => field.name === name)?.kind;
  if (kind === "number" || name === "memory_size" || name === "ephemeral_storage") {
    const text = String(value).trim();
    // What is no number goes as it is: the server says best what is wrong with it.
    return text === "" ? 0 : Number.isNaN(Number(text)) ? text : Number(text);
  }
  if (kind === "list") {
    return String(value)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }
  if (kind === "pairs" || kind === "secrets") {
    const named = (value as readonly Pair[]).filter(([key]) => key !== "");
    if (name === "network_controller.trigger_access_vpcs") {
      return named.map(([id, of]) => ({ vpc_id: id, vpc_name: of }));
    }
    const map = Object.fromEntries(named);
    return name === "lts_custom_tag" ? map : named.length === 0 ? "" : JSON.stringify(map);
  }
  return value;
}

/** A value in words, for the comparison of two. */
export function shownValue(value: Value): string {
  if (typeof value === "boolean") {
    return value ? "true" : "false";
  }
  return typeof value === "string" ? value : value.map((line) => (Array.isArray(line) ? line.join(" = ") : JSON.stringify(line))).join("\n");
}
