import { useState } from "react";
import { createTrigger, deleteTrigger, listTriggers, listTriggerTypes, updateTrigger } from "../api/calls";
import type { Trigger } from "../api/types";
import { dateTime, t } from "../i18n";
import { Editor } from "../editor/Editor";
import { SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Confirm, Dialog, Empty, Failure, Loading, messageOf } from "../ui/parts";
import { toast } from "../ui/toast";

/** Types whose triggers can be switched off (functiongraph-api 2.5). */
const SWITCHED = ["TIMER", "DDS", "DMS", "KAFKA", "LTS", "OPENSOURCEKAFKA", "RABBITMQ", "ROCKETMQ", "GAUSSMONGO", "EVENTGRID"];

/** What event_data of a type begins with. */
const EXAMPLES: Record<string, object> = {
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

export default function TriggersTab({ urn }: { urn: string }) {
  const head = urn.split(":").slice(0, 7).join(":");
  const triggers = useLoad(head, (signal) => listTriggers(head, signal));
  const [editing, setEditing] = useState<Trigger | "new" | null>(null);
  const [deleting, setDeleting] = useState<Trigger | null>(null);
  function done(): void {
    setEditing(null);
    setDeleting(null);
    triggers.reload();
  }
  async function turn(trigger: Trigger): Promise<void> {
    try {
      await updateTrigger(head, trigger, { trigger_status: trigger.trigger_status === "ACTIVE" ? "DISABLED" : "ACTIVE" });
      triggers.reload();
    } catch (error) {
      toast(messageOf(error), true);
    }
  }
  return (
    <>
      <Card title={t("tab.triggers")} flush aside={<Button onClick={() => setEditing("new")}>{t("createTrigger")}</Button>}>
        {triggers.error === undefined ? null : <Failure error={triggers.error} retry={triggers.reload} />}
        {triggers.data === undefined ? triggers.loading ? <Loading /> : null : triggers.data.length === 0 ? <Empty>{t("noTriggers")}</Empty> : <Table triggers={triggers.data} onEdit={setEditing} onDelete={setDeleting} onTurn={(trigger) => void turn(trigger)} />}
      </Card>
      {editing === null ? null : <TriggerDialog urn={head} trigger={editing === "new" ? null : editing} onClose={() => setEditing(null)} onDone={done} />}
      {deleting === null ? null : <Confirm title={t("deleteTrigger")} text={t("deleteTriggerText", { name: nameOf(deleting) })} action={() => deleteTrigger(head, deleting)} onClose={() => setDeleting(null)} onDone={done} />}
    </>
  );
}

function nameOf(trigger: Trigger): string {
  const { name, bucket, topic_urn: topic, stream_name: stream } = trigger.event_data;
  return String(name ?? bucket ?? topic ?? stream ?? trigger.trigger_id);
}

function Table({ triggers, onEdit, onDelete, onTurn }: { triggers: Trigger[]; onEdit: (of: Trigger) => void; onDelete: (of: Trigger) => void; onTurn: (of: Trigger) => void }) {
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("type")}</th>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("status")}</th>
            <th scope="col">{t("settings")}</th>
            <th scope="col">{t("lastModified")}</th>
            <th scope="col">
              <span className="hidden-text">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {triggers.map((trigger) => {
            const url = trigger.event_data["invoke_url"];
            const active = trigger.trigger_status === "ACTIVE";
            return (
              <tr key={trigger.trigger_id}>
                <td>
                  <Badge>{trigger.trigger_type_code}</Badge>
                </td>
                <td className="breaks">{nameOf(trigger)}</td>
                <td>
                  <Badge tone={active ? "good" : "warn"}>{t(active ? "active" : "disabled")}</Badge>
                </td>
                <td className="breaks small">
                  {typeof url === "string" ? (
                    <a href={url} target="_blank" rel="noreferrer">
                      {url}
                    </a>
                  ) : (
                    <code>{String(trigger.event_data["schedule"] ?? Object.keys(trigger.event_data).join(", "))}</code>
                  )}
                </td>
                <td className="nowrap">{dateTime(trigger.last_updated_time)}</td>
                <td>
                  <div className="row end">
                    {SWITCHED.includes(trigger.trigger_type_code) ? (
                      <Button look="quiet" onClick={() => onTurn(trigger)} aria-label={`${t(active ? "disable" : "enable")}: ${nameOf(trigger)}`}>
                        {t(active ? "disable" : "enable")}
                      </Button>
                    ) : null}
                    <Button look="quiet" onClick={() => onEdit(trigger)} aria-label={`${t("edit")}: ${nameOf(trigger)}`}>
                      {t("edit")}
                    </Button>
                    <Button look="quiet" onClick={() => onDelete(trigger)} aria-label={`${t("delete")}: ${nameOf(trigger)}`}>
                      {t("delete")}
                    </Button>
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function TriggerDialog({ urn, trigger, onClose, onDone }: { urn: string; trigger: Trigger | null; onClose: () => void; onDone: () => void }) {
  const types = useLoad("triggertypes", listTriggerTypes);
  const [type, setType] = useState(trigger?.trigger_type_code ?? "TIMER");
  const [data, setData] = useState(JSON.stringify(trigger?.event_data ?? EXAMPLES["TIMER"], null, 2));
  const [status, setStatus] = useState(trigger?.trigger_status ?? "ACTIVE");
  const [error, setError] = useState<unknown>();

  function choose(next: string): void {
    setType(next);
    setData(JSON.stringify(EXAMPLES[next] ?? {}, null, 2));
  }

  async function save(): Promise<void> {
    try {
      const eventData = JSON.parse(data) as Record<string, unknown>;
      if (trigger === null) {
        await createTrigger(urn, { trigger_type_code: type, trigger_status: SWITCHED.includes(type) ? status : "ACTIVE", event_data: eventData });
      } else {
        await updateTrigger(urn, trigger, { event_data: eventData });
      }
      onDone();
    } catch (failure) {
      setError(failure);
    }
  }

  function put(name: string, value: string): void {
    try {
      setData(JSON.stringify({ ...(JSON.parse(data) as object), [name]: value }, null, 2));
    } catch (failure) {
      setError(failure);
    }
  }

  const codes = types.data?.map((each) => ({ value: each.trigger_type_code, label: each.display_name })) ?? Object.keys(EXAMPLES);
  return (
    <Dialog
      title={trigger === null ? t("createTrigger") : t("editTrigger", { name: nameOf(trigger) })}
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" onClick={() => void save()}>
            {t("save")}
          </Button>
        </>
      }
    >
      {trigger === null ? (
        <div className="fields">
          <SelectField label={t("type")} value={type} onChange={choose} options={codes} />
          {SWITCHED.includes(type) ? (
            <SelectField label={t("status")} value={status} onChange={(next) => setStatus(next === "ACTIVE" ? "ACTIVE" : "DISABLED")} options={[{ value: "ACTIVE", label: t("active") }, { value: "DISABLED", label: t("disabled") }]} />
          ) : null}
        </div>
      ) : null}
      {type === "TIMER" ? <TimerFields data={data} onChange={put} /> : null}
      <div className="field">
        <span className="legend">event_data</span>
        <Editor label="event_data" language="event.json" value={data} onChange={setData} />
      </div>
      {error === undefined ? null : <Failure error={error} />}
    </Dialog>
  );
}

/** The usual ones by hand; what the editor below holds is what counts. */
function TimerFields({ data, onChange }: { data: string; onChange: (name: string, value: string) => void }) {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(data) as Record<string, unknown>;
  } catch {
    return null;
  }
  return (
    <div className="fields">
      <TextField label={t("name")} value={String(fields["name"] ?? "")} onChange={(value) => onChange("name", value)} />
      <SelectField label={t("scheduleType")} value={String(fields["schedule_type"] ?? "Rate")} onChange={(value) => onChange("schedule_type", value)} options={["Rate", "Cron"]} />
      <TextField label={t("schedule")} value={String(fields["schedule"] ?? "")} onChange={(value) => onChange("schedule", value)} mono hint={t("scheduleHint")} />
      <TextField label={t("userEvent")} value={String(fields["user_event"] ?? "")} onChange={(value) => onChange("user_event", value)} />
    </div>
  );
}
