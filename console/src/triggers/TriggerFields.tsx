import type { Violations } from "../config/violations";
import { t, textOr } from "../i18n";
import { CheckField, SelectField, TextField } from "../ui/fields";
import type { FieldValue, FieldValues } from "./eventData";
import { formOf, OBS_EVENTS, type TriggerField } from "./types";

interface Props {
  readonly type: string;
  readonly values: FieldValues;
  readonly found: Violations;
  /** Secrets are never shown, so an empty one of a trigger that is there means the one it has. */
  readonly isNew: boolean;
  readonly onChange: (name: string, value: FieldValue) => void;
}

export function TriggerFields({ type, values, found, isNew, onChange }: Props) {
  return (
    <div className="fields">
      {formOf(type).fields.map((field) => (
        <Control
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          error={found.of(`event_data.${field.name}`)}
          isNew={isNew}
          onChange={(value) => onChange(field.name, value)}
        />
      ))}
    </div>
  );
}

function Control({ field, value, error, isNew, onChange }: { field: TriggerField; value: FieldValue; error: string | undefined; isNew: boolean; onChange: (value: FieldValue) => void }) {
  const label = textOr(`trigger.${field.name}`, field.name);
  const described = { label, error, hint: hintOf(field, isNew) };
  switch (field.kind) {
    case "flag":
      return <CheckField {...described} value={value === true} onChange={onChange} />;
    case "choice":
      return <SelectField {...described} value={String(value)} onChange={onChange} options={optionsOf(field)} />;
    case "events":
      return <Events label={label} error={error} chosen={value as readonly string[]} onChange={onChange} />;
    case "secret":
      return <TextField {...described} type="password" autoComplete="off" value={String(value)} onChange={onChange} />;
    case "number":
      return <TextField {...described} type="number" value={String(value)} onChange={onChange} min={field.range?.[0]} max={field.range?.[1]} />;
    case "list":
    case "lines":
      return <TextField {...described} wide lines={2} mono value={String(value)} onChange={onChange} />;
    case "text":
      return <TextField {...described} value={String(value)} onChange={onChange} />;
  }
}

function hintOf({ name, kind, range, hint }: TriggerField, isNew: boolean): string | undefined {
  if (range !== undefined) {
    return t("rangeIs", { min: range[0], max: range[1] });
  }
  if (kind === "secret" && !isNew) {
    return t("secretKept");
  }
  return hint === true ? textOr(`hint.trigger.${name}`, "") : undefined;
}

function optionsOf({ name, options = [] }: TriggerField) {
  return options.map((value) => ({ value, label: textOr(`trigger.${name}.${value}`, value) }));
}

function Events({ label, error, chosen, onChange }: { label: string; error: string | undefined; chosen: readonly string[]; onChange: (chosen: readonly string[]) => void }) {
  function turn(event: string, on: boolean): void {
    onChange(OBS_EVENTS.filter((each) => (each === event ? on : chosen.includes(each))));
  }
  return (
    <fieldset className="field wide">
      <legend className="legend">{label}</legend>
      <div className="fields">
        {OBS_EVENTS.map((event) => (
          <CheckField key={event} label={event} value={chosen.includes(event)} onChange={(on) => turn(event, on)} />
        ))}
      </div>
      {error === undefined ? null : <div className="error-text">{error}</div>}
    </fieldset>
  );
}
