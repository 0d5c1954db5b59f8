import { useState } from "react";
import { createAlias, updateAlias } from "../api/calls";
import type { Alias, AliasRules } from "../api/types";
import { t } from "../i18n";
import { FormDialog } from "../ui/dialogs";
import { SelectField, TextField } from "../ui/fields";
import { AliasRuleLines } from "./AliasRuleLines";

const NO_RULES: AliasRules = { combine_type: "and", rules: [{ rule_type: "header", param: "", op: "=", value: "" }] };

interface Props {
  readonly urn: string;
  /** Null for a new one. */
  readonly alias: Alias | null;
  readonly versions: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A name for a version, and which of its calls go to another: so many of a hundred, or those that meet rules. */
export function AliasDialog({ urn, alias, versions, onClose, onDone }: Props) {
  const [weighed, firstWeight] = Object.entries(alias?.additional_version_weights ?? {})[0] ?? ["", 0];
  const [ruled, firstRules] = Object.entries(alias?.additional_version_strategy ?? {})[0] ?? ["", NO_RULES];
  const [name, setName] = useState(alias?.name ?? "");
  const [version, setVersion] = useState(alias?.version ?? versions.find((each) => each !== "latest") ?? "latest");
  const [other, setOther] = useState(weighed || ruled);
  const [share, setShare] = useState(ruled === "" ? "weight" : "rules");
  const [weight, setWeight] = useState(firstWeight);
  const [rules, setRules] = useState(firstRules);
  const [description, setDescription] = useState(alias?.description ?? "");
  const others = versions.filter((each) => each !== "latest" && each !== version);

  /** An update clears what it does not name. */
  function save(): Promise<unknown> {
    const shared = share === "rules" ? { additional_version_strategy: { [other]: rules } } : { additional_version_weights: { [other]: weight } };
    const wanted = { name, version, description, ...(other === "" ? {} : shared) };
    return alias === null ? createAlias(urn, wanted) : updateAlias(urn, alias.name, wanted);
  }

  const shares = [
    { value: "weight", label: t("shareByWeight") },
    { value: "rules", label: t("shareByRules") },
  ];
  return (
    <FormDialog title={alias === null ? t("createAlias") : t("editAlias", { name: alias.name })} submit={t("save")} disabled={name === ""} action={save} onClose={onClose} onDone={onDone}>
      {alias === null ? <TextField label={t("name")} value={name} onChange={setName} mono /> : null}
      <SelectField label={t("mainVersion")} value={version} onChange={setVersion} options={versions} />
      <SelectField label={t("additionalVersion")} value={other} onChange={setOther} options={[{ value: "", label: t("none") }, ...others]} />
      {other === "" ? null : <SelectField label={t("share")} value={share} onChange={setShare} options={shares} />}
      {other === "" || share === "rules" ? null : <Weight label={t("weight", { version: other, weight, main: version, rest: 100 - weight })} weight={weight} onChange={setWeight} />}
      {other === "" || share === "weight" ? null : <AliasRuleLines rules={rules} onChange={setRules} />}
      <TextField label={t("description")} value={description} onChange={setDescription} />
    </FormDialog>
  );
}

function Weight({ label, weight, onChange }: { label: string; weight: number; onChange: (weight: number) => void }) {
  function change(text: string): void {
    onChange(Math.max(0, Math.min(100, Math.round(Number(text) || 0))));
  }
  return (
    <div className="field">
      <label htmlFor="weight">{label}</label>
      <div className="weight">
        <input id="weight" type="range" min={0} max={100} value={weight} onChange={(event) => change(event.target.value)} />
        <input className="input" type="number" min={0} max={100} aria-label={t("weightNumber")} value={weight} onChange={(event) => change(event.target.value)} />
      </div>
    </div>
  );
}
