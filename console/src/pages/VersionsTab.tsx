import { useState } from "react";
import { deleteFunction, listVersions, publishVersion } from "../api/calls";
import type { Fn } from "../api/types";
import { bytes, dateTime, t } from "../i18n";
import { actionsColumn, type Column, DataTable } from "../ui/DataTable";
import { Confirm, FormDialog } from "../ui/dialogs";
import { TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Badge, Button, Card } from "../ui/parts";
import { Show } from "../ui/Show";
import { Aliases } from "./Aliases";

type Open = { kind: "publish" } | { kind: "delete"; version: Fn };

export default function VersionsTab({ fn }: { fn: Fn }) {
  const urn = fn.func_urn.split(":").slice(0, 7).join(":");
  const versions = useLoad(urn, (signal) => listVersions(urn, signal));
  const [open, setOpen] = useState<Open | null>(null);
  // Aliases go with the version they point to, so both are read again.
  const [round, setRound] = useState(0);
  const ends = {
    onClose: () => setOpen(null),
    onDone: () => {
      setOpen(null);
      setRound(round + 1);
      versions.reload();
    },
  };
  const columns = columnsOf((version) => setOpen({ kind: "delete", version }));
  return (
    <div className="stack">
      <Card title={t("versions")} flush aside={<Button onClick={() => setOpen({ kind: "publish" })}>{t("publish")}</Button>}>
        <Show loaded={versions}>{(data) => <DataTable columns={columns} rows={data.versions} keyOf={(each) => each.version} />}</Show>
      </Card>
      <Aliases urn={urn} round={round} versions={(versions.data?.versions ?? []).map((each) => each.version)} />
      {open?.kind === "publish" ? <Publish urn={urn} {...ends} /> : null}
      {open?.kind === "delete" ? <Confirm title={t("deleteVersion")} text={t("deleteVersionText", { name: open.version.version })} action={() => deleteFunction(`${urn}:${open.version.version}`)} {...ends} /> : null}
    </div>
  );
}

function columnsOf(onDelete: (version: Fn) => void): readonly Column<Fn>[] {
  return [
    { title: t("version"), cell: (each) => (each.version === "latest" ? <Badge tone="accent">latest</Badge> : <span className="mono">{each.version}</span>) },
    { title: t("description"), look: "breaks", cell: (each) => each.version_description },
    { title: t("runtime"), look: "nowrap", cell: (each) => each.runtime },
    { title: t("codeSize"), look: "number", cell: (each) => bytes(each.code_size) },
    { title: t("lastModified"), look: "nowrap", cell: (each) => dateTime(each.last_modified) },
    actionsColumn(
      (each) => each.version,
      (each) => (each.version === "latest" ? [] : [{ label: t("delete"), onClick: () => onDelete(each) }]),
    ),
  ];
}

function Publish({ urn, onClose, onDone }: { urn: string; onClose: () => void; onDone: () => void }) {
  const [version, setVersion] = useState("");
  const [description, setDescription] = useState("");
  return (
    <FormDialog title={t("publish")} submit={t("publish")} action={() => publishVersion(urn, { ...(version === "" ? {} : { version }), description })} onClose={onClose} onDone={onDone}>
      <TextField label={t("version")} value={version} onChange={setVersion} mono hint={t("versionHint")} />
      <TextField label={t("description")} value={description} onChange={setDescription} />
    </FormDialog>
  );
}
