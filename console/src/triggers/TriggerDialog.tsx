import { useState } from "react";
import { createTrigger, listTriggerTypes, updateTrigger } from "../api/calls";
import type { Trigger } from "../api/types";
import { violations } from "../config/violations";
import { Editor } from "../editor/Editor";
import { t, textOr } from "../i18n";
import { FormDialog } from "../ui/dialogs";
import { SelectField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Button, Failure } from "../ui/parts";
import { type EventData, eventDataOf, type FieldValue, nameOf, valuesOf } from "./eventData";
import { TriggerFields } from "./TriggerFields";
import { FORMS, formOf } from "./types";

const FIRST_TYPE = "TIMER";
type Status = Trigger["trigger_status"];

interface Props {
  readonly urn: string;
  /** Null for a new one. */
  readonly trigger: Trigger | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A trigger by the fields of its type, or by its event_data as it is on the wire. */
export function TriggerDialog({ urn, trigger, onClose, onDone }: Props) {
  const before = trigger?.event_data ?? null;
  const [type, setType] = useState(trigger?.trigger_type_code ?? FIRST_TYPE);
  const [status, setStatus] = useState<Status>("ACTIVE");
  const [values, setValues] = useState(valuesOf(type, before ?? {}));
  // A refusal is about the type that was sent, and says nothing of another one's fields.
  const [sent, setSent] = useState(type);
  const [json, setJson] = useState<string | null>(formOf(type).fields.length === 0 ? pretty(before ?? {}) : null);

  const [typed, setTyped] = useState<EventData>({});

  function choose(next: string): void {
    setType(next);
    setTyped({});
    setStatus(formOf(next).rests === "at first" ? "DISABLED" : "ACTIVE");
    setValues(valuesOf(next, {}));
    setJson(FORMS[next] === undefined ? "{}" : null);
  }

  function put(name: string, value: FieldValue): void {
    setValues((all) => ({ ...all, [name]: value }));
  }

  /** What cannot be read stays where it is, for its writer to see. */
  function turn(): void {
    if (json === null) {
      setJson(pretty(eventDataOf(type, values, before, typed)));
    } else {
      try {
        const data = JSON.parse(json) as EventData;
        setValues(valuesOf(type, data));
        setTyped(data);
        setJson(null);
      } catch {
        // The editor shows where.
      }
    }
  }

  async function save(): Promise<unknown> {
    setSent(type);
    const data = json === null ? eventDataOf(type, values, before, typed) : (JSON.parse(json) as EventData);
    return trigger === null
      ? createTrigger(urn, { trigger_type_code: type, trigger_status: status, event_data: data })
      : updateTrigger(urn, trigger, { event_data: data });
  }

  return (
    <FormDialog title={trigger === null ? t("createTrigger") : t("editTrigger", { name: nameOf(trigger) })} wide submit={t("save")} action={save} onClose={onClose} onDone={onDone}>
      {(refused) => {
        const error = sent === type ? refused : undefined;
        const found = violations(error, json === null ? formOf(type).fields.map(({ name }) => `event_data.${name}`) : []);
        return (
          <>
            {trigger === null ? <Beginning type={type} status={status} onType={choose} onStatus={setStatus} /> : null}
            {json === null ? (
              <TriggerFields type={type} values={values} found={found} isNew={trigger === null} onChange={put} />
            ) : (
              <div className="field">
                <span className="legend">event_data</span>
                <Editor label="event_data" language="event.json" value={json} onChange={setJson} />
              </div>
            )}
            {FORMS[type] === undefined ? null : (
              <div className="row">
                <Button look="quiet" onClick={turn}>
                  {t(json === null ? "editAsJson" : "editAsForm")}
                </Button>
              </div>
            )}
            {error !== undefined && found.rest !== "" ? <Failure error={error} /> : null}
          </>
        );
      }}
    </FormDialog>
  );
}

/** What is chosen once: a trigger keeps its type, and is switched on and off in the list. */
function Beginning({ type, status, onType, onStatus }: { type: string; status: Status; onType: (type: string) => void; onStatus: (status: Status) => void }) {
  const types = useLoad("triggertypes", listTriggerTypes);
  const codes = types.data?.map((each) => each.trigger_type_code) ?? Object.keys(FORMS);
  return (
    <div className="fields">
      <SelectField label={t("type")} value={type} onChange={onType} options={codes.map((code) => ({ value: code, label: textOr(`trigger.type.${code}`, code) }))} />
      {formOf(type).rests === undefined ? null : (
        <SelectField
          label={t("status")}
          value={status}
          onChange={(next) => onStatus(next as Status)}
          options={[
            { value: "ACTIVE", label: t("active") },
            { value: "DISABLED", label: t("disabled") },
          ]}
        />
      )}
    </div>
  );
}

function pretty(data: EventData): string {
  return JSON.stringify(data, null, 2);
}
