import type { Limits, Range } from "../api/types";
import { t, textOr } from "../i18n";
import { CheckField, type Option, type Pair, PairsField, SelectField, TextField } from "../ui/fields";
import { Icon } from "../ui/icons";
import { Button } from "../ui/parts";
import type { FieldName, FieldSpec } from "./fields";
import type { Mount, Value } from "./model";

interface Props {
  readonly field: FieldSpec & { name: FieldName };
  readonly value: Value;
  readonly runtime: string;
  readonly limits: Limits;
  readonly error: string | undefined;
  readonly changed: boolean;
  readonly onChange: (value: Value) => void;
}

export function FieldControl({ field, value, runtime, limits, error, changed, onChange }: Props) {
  const range = limits.fields[field.name] ?? limits.fields[field.errorName ?? ""];
  const described = {
    label: t(`field.${field.name}`),
    hint: hintOf(field, range, runtime, limits),
    error,
    changed,
    wide: field.wide ?? false,
  };
  switch (field.kind) {
    case "flag":
      return <CheckField {...described} value={value === true} onChange={onChange} />;
    case "choice":
      return <SelectField {...described} value={String(value)} options={options(field, String(value), runtime, limits)} onChange={onChange} />;
    case "pairs":
    case "secrets":
      return (
        <PairsField
          {...described}
          pairs={value as readonly Pair[]}
          secret={field.kind === "secrets"}
          onChange={onChange}
          {...(field.name === "network_controller.trigger_access_vpcs" ? { nameLabel: "vpc_id", valueLabel: "vpc_name" } : {})}
        />
      );
    case "mounts":
      return <Mounts {...described} mounts={value as readonly Mount[]} onChange={onChange} />;
    default:
      return (
        <TextField
          {...described}
          value={String(value)}
          onChange={onChange}
          mono={field.mono ?? false}
          lines={field.kind === "lines" ? 3 : field.kind === "list" ? 2 : 1}
          type={field.kind === "number" ? "number" : "text"}
        />
      );
  }
}

function options(field: FieldSpec, value: string, runtime: string, limits: Limits): readonly Option[] {
  const all = choices(field, runtime, limits);
  const shown = all.includes(value) ? all : [value, ...all];
  const unit = field.name === "memory_size" || field.name === "ephemeral_storage" ? " MB" : "";
  return shown.map((each) => ({ value: each, label: each === "" ? t("unset") : each + unit }));
}

function choices(field: FieldSpec, runtime: string, limits: Limits): string[] {
  switch (field.name) {
    case "runtime":
      return limits.runtimes.map((each) => each.name);
    case "code_type":
      return limits.runtimes.find((each) => each.name === runtime)?.code_types ?? [];
    default:
      return [...(field.options ?? limits.fields[field.name]?.one_of?.map(String) ?? [])];
  }
}

/** What is allowed, as the server itself says it. */
function hintOf(field: FieldSpec, range: Range | undefined, runtime: string, limits: Limits): string | undefined {
  const parts: string[] = [];
  const said = textOr(`hint.${field.name}`, "");
  if (said !== "") {
    parts.push(said);
  }
  if (field.name === "handler") {
    parts.push(limits.runtimes.find((each) => each.name === runtime)?.handler ?? "");
  } else if (range?.min !== undefined && range.max !== undefined) {
    parts.push(t("rangeIs", { min: range.min, max: range.max }));
  } else if (range?.length !== undefined) {
    parts.push(t("lengthIs", { length: range.length }));
  } else if (range?.entries !== undefined && field.kind !== "flag") {
    parts.push(range.bytes === undefined ? t("entriesAre", { entries: range.entries }) : t("entriesAndBytes", { entries: range.entries, bytes: range.bytes }));
  }
  return parts.length === 0 ? undefined : parts.join(" · ");
}

const MOUNT_TYPES = ["sfs", "sfsTurbo", "ecs"];
const NEW_MOUNT: Mount = { mount_type: "sfs", mount_resource: "", mount_share_path: "", local_mount_path: "/mnt/data" };

function Mounts({ label, hint, error, changed, mounts, onChange }: { label: string; hint: string | undefined; error: string | undefined; changed: boolean; mounts: readonly Mount[]; onChange: (mounts: readonly Mount[]) => void }) {
  function put(index: number, mount: Mount): void {
    onChange(mounts.map((old, at) => (at === index ? mount : old)));
  }
  return (
    <fieldset className={`field wide ${changed ? "changed" : ""}`}>
      <legend className="legend">{label}</legend>
      <div className="pairs">
        {mounts.map((mount, index) => (
          <div className="mount" key={index}>
            <select className="input" aria-label={`mount_type ${index + 1}`} value={mount.mount_type} onChange={(event) => put(index, { ...mount, mount_type: event.target.value })}>
              {MOUNT_TYPES.map((type) => (
                <option key={type}>{type}</option>
              ))}
            </select>
            {(["mount_resource", "mount_share_path", "local_mount_path"] as const).map((part) => (
              <input key={part} className="input mono" aria-label={`${part} ${index + 1}`} placeholder={part} value={mount[part]} onChange={(event) => put(index, { ...mount, [part]: event.target.value })} />
            ))}
            <Button look="quiet" className="icon" aria-label={`${label}: ${t("removeLine", { line: index + 1 })}`} onClick={() => onChange(mounts.filter((_, at) => at !== index))}>
              <Icon name="close" />
            </Button>
          </div>
        ))}
      </div>
      <div className="row">
        <Button look="quiet" onClick={() => onChange([...mounts, NEW_MOUNT])}>
          <Icon name="plus" /> {t("addLine")} <span className="hidden-text">{label}</span>
        </Button>
      </div>
      {hint === undefined ? null : <div className="hint">{hint}</div>}
      {error === undefined ? null : <div className="error-text">{error}</div>}
    </fieldset>
  );
}
