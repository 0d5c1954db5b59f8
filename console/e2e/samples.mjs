import { PYTHON, urnOf } from "./api.mjs";

/** Makes a function that has been called well and badly: a minute later its numbers are on the charts. */
export async function told(api) {
  const urn = await api.function("told", PYTHON.replace("    return", "    event['bad'] if event['name'] == 'bad' else None\n    return"));
  await api.call("POST", `/functions/${urn}/invocations`, { name: "first" });
  await api.call("POST", `/functions/${urn}/invocations`, { name: "bad" }).catch(() => "as it should");
}

/** Makes a function that has something to show on every page. */
export async function sample(api) {
  const name = process.env.CONSOLE_SAMPLE ?? "orders";
  const urn = await api.function(name, PYTHON, { description: "Takes orders and tells the warehouse", user_data: '{"STAGE":"production"}' });
  await api.call("POST", `/functions/${urn}/versions`, { version: "v1", description: "first release" });
  await api.call("PUT", `/functions/${urn}/config`, { code_type: "inline", memory_size: 256, initializer_handler: "index.handler", initializer_timeout: 5 });
  await api.call("PUT", `/functions/${urn}/config`, { code_type: "inline", initializer_handler: "" });
  await api.call("POST", `/functions/${urn}/versions`, { version: "v2", description: "faster" });
  await api.call("POST", `/functions/${urn}/aliases`, { name: "live", version: "v1", additional_version_weights: { v2: 20 } });
  await api.call("POST", `/triggers/${urn}`, { trigger_type_code: "TIMER", event_data: { name: "nightly", schedule_type: "Cron", schedule: "0 0 3 * * ?" } });
  await api.call("POST", `/functions/${urn}/events`, { name: "small-order", content: Buffer.from('{"name": "tea"}').toString("base64") });
  await api.call("PUT", `/functions/${urn}:v1/reservedinstances`, { count: 1, idle_mode: false });
  for (let i = 0; i < 12; i += 1) {
    await api.call("POST", `/functions/${urn}/invocations`, { name: `order ${i}` });
  }
  await api.call("POST", `/functions/${urn}/invocations-async`, { name: "later" });
  return urnOf(api, name);
}
