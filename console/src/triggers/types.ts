/** What a trigger of each type is made of (functiongraph-api 2.5), for a form; the server judges what is filled in. */

export type Kind = "text" | "lines" | "number" | "choice" | "flag" | "list" | "secret" | "events";

export interface TriggerField {
  /** In event_data; its label is the text `trigger.NAME`. */
  readonly name: string;
  readonly kind: Kind;
  readonly options?: readonly string[];
  /** What a new trigger has; without, it is empty, false or the first option. */
  readonly initial?: string;
  readonly range?: readonly [number, number];
  /** Whether there is a text `hint.trigger.NAME`. */
  readonly hint?: boolean;
}

export interface TriggerForm {
  readonly fields: readonly TriggerField[];
  /** What event_data holds besides, and nobody need choose. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Whether it can be switched off, and whether a new one is. */
  readonly rests?: "can" | "at first";
}

const text = (name: string, more: Partial<TriggerField> = {}): TriggerField => ({ name, kind: "text", ...more });
const secret = (name: string): TriggerField => ({ name, kind: "secret" });
const flag = (name: string): TriggerField => ({ name, kind: "flag" });
const list = (name: string, more: Partial<TriggerField> = {}): TriggerField => ({ name, kind: "list", ...more });
const choice = (name: string, ...options: string[]): TriggerField => ({ name, kind: "choice", options });
const number = (name: string, initial: number, from: number, to: number): TriggerField => ({ name, kind: "number", initial: String(initial), range: [from, to] });

export const OBS_EVENTS = [
  ...["*", "Put", "Post", "Copy", "CompleteMultipartUpload"].map((how) => `s3:ObjectCreated:${how}`),
  ...["*", "Delete", "DeleteMarkerCreated"].map((how) => `s3:ObjectRemoved:${how}`),
];

const BATCH = number("batch_size", 100, 1, 10_000);
const SMALL_BATCH = number("batch_size", 100, 1, 1000);

const GATEWAY: readonly TriggerField[] = [
  text("name"),
  text("path", { initial: "/hello", hint: true }),
  choice("match_mode", "NORMAL", "SWA"),
  choice("req_method", "ANY", "GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"),
  choice("auth", "NONE", "IAM", "APP"),
  choice("protocol", "HTTP", "HTTPS"),
  text("group_id", { initial: "default" }),
  text("env_id", { initial: "DEFAULT_ENVIRONMENT_RELEASE_ID" }),
];
const GATEWAY_FIXED = { backend_type: "FUNCTION", type: 1, sl_domain: "" };

const DOCUMENTS: readonly TriggerField[] = [text("instance_id"), text("db_name"), text("collection_name"), text("db_user"), secret("db_password"), BATCH];

const KAFKA: readonly TriggerField[] = [
  list("topic_ids", { hint: true }),
  text("kafka_user"),
  secret("kafka_password"),
  choice("kafka_sasl_mechanism", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
  flag("kafka_ssl_enable"),
  SMALL_BATCH,
];

export const FORMS: Readonly<Record<string, TriggerForm>> = {
  TIMER: {
    fields: [text("name"), choice("schedule_type", "Rate", "Cron"), text("schedule", { initial: "5m", hint: true }), { name: "user_event", kind: "lines" }],
    rests: "can",
  },
  APIG: { fields: GATEWAY, fixed: GATEWAY_FIXED },
  DEDICATEDGATEWAY: { fields: [text("instance_id"), ...GATEWAY], fixed: GATEWAY_FIXED },
  APIC: { fields: [text("instance_id"), ...GATEWAY], fixed: GATEWAY_FIXED },
  OBS: { fields: [text("bucket"), text("prefix", { hint: true }), text("suffix", { hint: true }), { name: "events", kind: "events" }] },
  SMN: { fields: [text("topic_urn")] },
  DMS: { fields: [text("queue_id"), text("consumer_group_id"), number("polling_interval", 30, 1, 3600)], rests: "can" },
  DIS: {
    fields: [
      text("stream_name"),
      choice("sharditerator_type", "TRIM_HORIZON", "LATEST"),
      number("polling_interval", 30, 1, 60_000),
      choice("polling_unit", "s", "ms"),
      BATCH,
      flag("is_serial"),
    ],
  },
  LTS: { fields: [text("log_group_id"), text("log_topic_id")], rests: "can" },
  CTS: { fields: [text("name"), list("operations", { hint: true })] },
  DDS: { fields: DOCUMENTS, rests: "at first" },
  KAFKA: { fields: [text("instance_id"), ...KAFKA], rests: "at first" },
  OPENSOURCEKAFKA: { fields: [text("kafka_connect_address", { hint: true }), ...KAFKA], rests: "can" },
  RABBITMQ: {
    fields: [
      text("connect_address", { hint: true }),
      text("instance_id", { hint: true }),
      text("vhost"),
      text("exchange_name"),
      text("routing_key"),
      text("access_user"),
      secret("access_password"),
      flag("ssl_enable"),
      SMALL_BATCH,
    ],
    rests: "can",
  },
  ROCKETMQ: { fields: [text("instance_id"), text("topic"), flag("enable_acl"), text("access_key"), secret("secret_key"), SMALL_BATCH], rests: "can" },
  GAUSSMONGO: { fields: DOCUMENTS, rests: "can" },
  EVENTGRID: { fields: [text("channel_id"), text("trigger_name"), list("event_types", { hint: true })], rests: "can" },
  IOTDA: { fields: [text("name")] },
};

/** The form of a type; a type that is new on the server has none, and its event_data is written by hand. */
export function formOf(type: string): TriggerForm {
  return FORMS[type] ?? { fields: [] };
}
