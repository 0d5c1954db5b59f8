import { useState } from "react";
import { createAlias, deleteAlias, listAliases, updateAlias } from "../api/calls";
import type { Alias } from "../api/types";
import { dateTime, t } from "../i18n";
import { actionsColumn, type Column, DataTable } from "../ui/DataTable";
import { Confirm, FormDialog } from "../ui/dialogs";
import { SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Button, Card } from "../ui/parts";
import { ShowList } from "../ui/Show";

type Open = { kind: "edit"; alias: Alias | null } | { kind: "delete"; alias: Alias };

interface Ends {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Names for versions, each of which may share its calls out between two. Read again when `round` changes. */
export function Aliases({ urn, round, versions }: { urn: string; round: number; versions: readonly string[] }) {
  const aliases = useLoad(JSON.stringify([urn, round]), (signal) => listAliases(urn, signal));
  const [open, setOpen] = useState<Open | null>(null);
  const ends: Ends = {
    onClose: () => setOpen(null),
    onDone: () => {
      setOpen(null);
      aliases.reload();
    },
  };
  return (
    <>
      <Card title={t("aliases")} flush aside={<Button onClick={() => setOpen({ kind: "edit", alias: null })}>{t("createAlias")}</Button>}>
        <ShowList loaded={aliases} none={t("noAliases")}>
          {(rows) => <DataTable columns={columns(setOpen)} rows={rows} keyOf={(alias) => alias.name} />}
        </ShowList>
      </Card>
      {open?.kind === "edit" ? <AliasDialog urn={urn} alias={open.alias} versions={versions} {...ends} /> : null}
      {open?.kind === "delete" ? <Confirm title={t("deleteAlias")} text={t("deleteAliasText", { name: open.alias.name })} action={() => deleteAlias(urn, open.alias.name)} {...ends} /> : null}
    </>
  );
}

function columns(open: (what: Open) => void): readonly Column<Alias>[] {
  return [
    { title: t("name"), look: "mono", cell: (alias) => alias.name },
    { title: t("traffic"), cell: traffic },
    { title: t("description"), look: "breaks", cell: (alias) => alias.description },
    { title: t("lastModified"), look: "nowrap", cell: (alias) => dateTime(alias.last_modified) },
    actionsColumn(
      (alias) => alias.name,
      (alias) => [
        { label: t("edit"), onClick: () => open({ kind: "edit", alias }) },
        { label: t("delete"), onClick: () => open({ kind: "delete", alias }) },
      ],
    ),
  ];
}

function traffic(alias: Alias): string {
  const [other, weight] = Object.entries(alias.additional_version_weights ?? {})[0] ?? [];
  return other === undefined || weight === undefined ? `${alias.version} 100 %` : `${alias.version} ${100 - weight} % · ${other} ${weight} %`;
}

function AliasDialog({ urn, alias, versions, onClose, onDone }: Ends & { urn: string; alias: Alias | null; versions: readonly string[] }) {
  const [firstOther, firstWeight] = Object.entries(alias?.additional_version_weights ?? {})[0] ?? ["", 0];
  const [name, setName] = useState(alias?.name ?? "");
  const [version, setVersion] = useState(alias?.version ?? versions.find((each) => each !== "latest") ?? "latest");
  const [other, setOther] = useState(firstOther);
  const [weight, setWeight] = useState(firstWeight);
  const [description, setDescription] = useState(alias?.description ?? "");
  const others = versions.filter((each) => each !== "latest" && each !== version);

  function save(): Promise<unknown> {
    const wanted = { name, version, description, ...(other === "" ? {} : { additional_version_weights: { [other]: weight } }) };
    return alias === null ? createAlias(urn, wanted) : updateAlias(urn, alias.name, wanted);
  }

  function changeWeight(text: string): void {
    setWeight(Math.max(0, Math.min(100, Math.round(Number(text) || 0))));
  }

  return (
    <FormDialog title={alias === null ? t("createAlias") : t("editAlias", { name: alias.name })} submit={t("save")} disabled={name === ""} action={save} onClose={onClose} onDone={onDone}>
      {alias === null ? <TextField label={t("name")} value={name} onChange={setName} mono /> : null}
      <SelectField label={t("mainVersion")} value={version} onChange={setVersion} options={versions} />
      <SelectField label={t("additionalVersion")} value={other} onChange={setOther} options={[{ value: "", label: t("none") }, ...others]} />
      {other === "" ? null : (
        <div className="field">
          <label htmlFor="weight">{t("weight", { version: other, weight, main: version, rest: 100 - weight })}</label>
          <div className="weight">
            <input id="weight" type="range" min={0} max={100} value={weight} onChange={(event) => changeWeight(event.target.value)} />
            <input className="input" type="number" min={0} max={100} aria-label={t("weightNumber")} value={weight} onChange={(event) => changeWeight(event.target.value)} />
          </div>
        </div>
      )}
      <TextField label={t("description")} value={description} onChange={setDescription} />
    </FormDialog>
  );
}
