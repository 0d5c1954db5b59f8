import { useState } from "react";
import { createTrigger, listTriggerTypes, updateTrigger } from "../api/calls";
import type { Trigger } from "../api/types";
import { Editor } from "../editor/Editor";
import { t } from "../i18n";
import { FormDialog } from "../ui/dialogs";
import { SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { EXAMPLES, nameOf, SWITCHED } from "./triggers";

export function TriggerDialog({ urn, trigger, onClose, onDone }: { urn: string; trigger: Trigger | null; onClose: () => void; onDone: () => void }) {
  const types = useLoad("triggertypes", listTriggerTypes);
  const [type, setType] = useState(trigger?.trigger_type_code ?? "TIMER");
  const [data, setData] = useState(JSON.stringify(trigger?.event_data ?? EXAMPLES["TIMER"], null, 2));
  const [status, setStatus] = useState(trigger?.trigger_status ?? "ACTIVE");

  function choose(next: string): void {
    setType(next);
    setData(JSON.stringify(EXAMPLES[next] ?? {}, null, 2));
  }

  async function save(): Promise<unknown> {
    const eventData = JSON.parse(data) as Record<string, unknown>;
    return trigger === null
      ? createTrigger(urn, { trigger_type_code: type, trigger_status: SWITCHED.includes(type) ? status : "ACTIVE", event_data: eventData })
      : updateTrigger(urn, trigger, { event_data: eventData });
  }

  function put(name: string, value: string): void {
    setData(JSON.stringify({ ...(JSON.parse(data) as object), [name]: value }, null, 2));
  }

  const codes = types.data?.map((each) => ({ value: each.trigger_type_code, label: each.display_name })) ?? Object.keys(EXAMPLES);
  return (
    <FormDialog title={trigger === null ? t("createTrigger") : t("editTrigger", { name: nameOf(trigger) })} wide submit={t("save")} action={save} onClose={onClose} onDone={onDone}>
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
    </FormDialog>
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
