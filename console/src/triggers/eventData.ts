import type { Trigger } from "../api/types";
import { formOf, type TriggerField } from "./types";

export type FieldValue = string | boolean | readonly string[];
export type FieldValues = Readonly<Record<string, FieldValue>>;
export type EventData = Readonly<Record<string, unknown>>;

/** What people call a trigger: its name, or what it listens to. */
export function nameOf(trigger: Trigger): string {
  const { name, bucket, topic_urn: topic, stream_name: stream, exchange_name: exchange, topic_ids: topics } = trigger.event_data;
  const heard = name ?? bucket ?? topic ?? stream ?? exchange ?? (Array.isArray(topics) ? topics.join(", ") : undefined);
  return heard === undefined || heard === "" ? trigger.trigger_id : String(heard);
}

/** What it listens to, besides what it is called by. */
export function summaryOf(trigger: Trigger): string {
  const { event_data: data, trigger_type_code: type } = trigger;
  const told = formOf(type).fields.map(({ name }) => data[name]);
  return told
    .filter((value) => typeof value !== "boolean" && value !== undefined && value !== "" && value !== nameOf(trigger))
    .map((value) => (Array.isArray(value) ? value.join(", ") : String(value)))
    .join(" · ");
}

/** The fields of a form, from event_data or, where that says nothing, as a new trigger has them. */
export function valuesOf(type: string, data: EventData): FieldValues {
  return Object.fromEntries(formOf(type).fields.map((field) => [field.name, read(field, data[field.name])]));
}

function read({ kind, initial = "", options = [] }: TriggerField, found: unknown): FieldValue {
  switch (kind) {
    case "flag":
      return found === true || found === "true";
    case "events":
      return Array.isArray(found) ? found.map((event) => (String(event).startsWith("s3:") ? String(event) : `s3:${event}`)) : [];
    case "list":
      return Array.isArray(found) ? found.join("\n") : initial;
    case "secret": // the server shows none, so what is there has been typed
      return typeof found === "string" ? found : "";
    case "choice":
      return found === undefined ? (options[0] ?? "") : String(found);
    default:
      return found === undefined ? initial : String(found);
  }
}

/**
 * event_data as the server wants it. What was left empty is left out, unless it takes the place of something; a secret that
 * is left empty keeps its value, since an update changes only what it names. What was `typed` as JSON and has no field goes
 * along.
 */
export function eventDataOf(type: string, values: FieldValues, before: EventData | null, typed: EventData = {}): EventData {
  const form = formOf(type);
  const known = new Set(form.fields.map(({ name }) => name));
  const others = Object.entries(typed).filter(([name]) => !known.has(name));
  const data: Record<string, unknown> = { ...(before === null ? form.fixed : {}), ...Object.fromEntries(others) };
  for (const field of form.fields) {
    const value = wire(field, values[field.name] ?? "");
    const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
    if (!isEmpty || (field.kind !== "secret" && before !== null && field.name in before)) {
      data[field.name] = value;
    }
  }
  return data;
}

function wire({ kind }: TriggerField, value: FieldValue): unknown {
  if (kind === "list") {
    return String(value)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }
  // What is no number goes as it is: the server says best what is wrong with it.
  return kind === "number" && value !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;
}
