import { useState } from "react";
import { deleteAlias, listAliases } from "../api/calls";
import type { Alias } from "../api/types";
import { dateTime, t } from "../i18n";
import { actionsColumn, type Column, DataTable } from "../ui/DataTable";
import { Confirm } from "../ui/dialogs";
import { useLoad } from "../ui/load";
import { Button, Card } from "../ui/parts";
import { ShowList } from "../ui/Show";
import { AliasDialog } from "./AliasDialog";

type Open = { kind: "edit"; alias: Alias | null } | { kind: "delete"; alias: Alias };

/** Names for versions, each of which may share its calls out between two. Read again when `round` changes. */
export function Aliases({ urn, round, versions }: { urn: string; round: number; versions: readonly string[] }) {
  const aliases = useLoad(JSON.stringify([urn, round]), (signal) => listAliases(urn, signal));
  const [open, setOpen] = useState<Open | null>(null);
  const ends = {
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
  const [ruled, rules] = Object.entries(alias.additional_version_strategy ?? {})[0] ?? [];
  if (ruled !== undefined && rules !== undefined) {
    const said = rules.rules.map(({ rule_type: type, param, op, value }) => `${type} ${param} ${op} ${value}`);
    return `${alias.version} · ${ruled}: ${said.join(` ${rules.combine_type} `)}`;
  }
  const [other, weight] = Object.entries(alias.additional_version_weights ?? {})[0] ?? [];
  return other === undefined || weight === undefined ? `${alias.version} 100 %` : `${alias.version} ${100 - weight} % · ${other} ${weight} %`;
}
