import type { Trigger } from "../api/types";

/** Types whose triggers can be switched off (functiongraph-api 2.5). */
export const SWITCHED = ["TIMER", "DDS", "DMS", "KAFKA", "LTS", "OPENSOURCEKAFKA", "RABBITMQ", "ROCKETMQ", "GAUSSMONGO", "EVENTGRID"];

/** What event_data of a type begins with. */
export const EXAMPLES: Record<string, object> = {
  TIMER: { name: "every-five-minutes", schedule_type: "Rate", schedule: "5m", user_event: "" },
  APIG: { group_id: "default", env_id: "RELEASE", auth: "NONE", protocol: "HTTP", name: "hello", path: "/hello", match_mode: "NORMAL", req_method: "ANY", backend_type: "FUNCTION", type: 1, sl_domain: "" },
  OBS: { bucket: "my-bucket", events: ["s3:ObjectCreated:*"], prefix: "", suffix: "" },
  SMN: { topic_urn: "" },
  DIS: { stream_name: "", sharditerator_type: "TRIM_HORIZON", polling_interval: 30, batch_size: 100 },
  DMS: { queue_id: "", consumer_group_id: "", polling_interval: 30 },
  KAFKA: { instance_id: "", topic_ids: [""], batch_size: 100 },
  LTS: { log_group_id: "", log_topic_id: "" },
  CTS: { name: "operations", operations: ["FunctionGraph:functions:createFunction"] },
};

/** What people call a trigger: its name, or what it listens to. */
export function nameOf(trigger: Trigger): string {
  const { name, bucket, topic_urn: topic, stream_name: stream } = trigger.event_data;
  return String(name ?? bucket ?? topic ?? stream ?? trigger.trigger_id);
}
