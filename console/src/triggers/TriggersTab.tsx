import { useState } from "react";
import { deleteTrigger, listTriggers, updateTrigger } from "../api/calls";
import type { Trigger } from "../api/types";
import { dateTime, t } from "../i18n";
import { orToast } from "../ui/action";
import { actionsColumn, type Column, DataTable } from "../ui/DataTable";
import { Confirm } from "../ui/dialogs";
import { useLoad } from "../ui/load";
import { Badge, Button, Card } from "../ui/parts";
import { ShowList } from "../ui/Show";
import { nameOf, summaryOf } from "./eventData";
import { TriggerDialog } from "./TriggerDialog";
import { formOf } from "./types";

type Open = { kind: "edit"; trigger: Trigger | null } | { kind: "delete"; trigger: Trigger };

export default function TriggersTab({ urn }: { urn: string }) {
  const head = urn.split(":").slice(0, 7).join(":");
  const triggers = useLoad(head, (signal) => listTriggers(head, signal));
  const [open, setOpen] = useState<Open | null>(null);
  const ends = {
    onClose: () => setOpen(null),
    onDone: () => {
      setOpen(null);
      triggers.reload();
    },
  };

  function turn(trigger: Trigger): void {
    void orToast(async () => {
      await updateTrigger(head, trigger, { trigger_status: isActive(trigger) ? "DISABLED" : "ACTIVE" });
      triggers.reload();
    });
  }

  return (
    <>
      <Card title={t("tab.triggers")} flush aside={<Button onClick={() => setOpen({ kind: "edit", trigger: null })}>{t("createTrigger")}</Button>}>
        <ShowList loaded={triggers} none={t("noTriggers")}>
          {(rows) => <DataTable columns={columns(setOpen, turn)} rows={rows} keyOf={(trigger) => trigger.trigger_id} />}
        </ShowList>
      </Card>
      {open?.kind === "edit" ? <TriggerDialog urn={head} trigger={open.trigger} {...ends} /> : null}
      {open?.kind === "delete" ? <Confirm title={t("deleteTrigger")} text={t("deleteTriggerText", { name: nameOf(open.trigger) })} action={() => deleteTrigger(head, open.trigger)} {...ends} /> : null}
    </>
  );
}

function isActive(trigger: Trigger): boolean {
  return trigger.trigger_status === "ACTIVE";
}

function columns(open: (what: Open) => void, turn: (trigger: Trigger) => void): readonly Column<Trigger>[] {
  return [
    { title: t("type"), cell: (trigger) => <Badge>{trigger.trigger_type_code}</Badge> },
    { title: t("name"), look: "breaks", cell: nameOf },
    { title: t("status"), cell: (trigger) => <Badge tone={isActive(trigger) ? "good" : "warn"}>{t(isActive(trigger) ? "active" : "disabled")}</Badge> },
    { title: t("settings"), look: "small breaks", cell: settings },
    { title: t("lastModified"), look: "nowrap", cell: (trigger) => dateTime(trigger.last_updated_time) },
    actionsColumn(nameOf, (trigger) => [
      ...(formOf(trigger.trigger_type_code).rests !== undefined ? [{ label: t(isActive(trigger) ? "disable" : "enable"), onClick: () => turn(trigger) }] : []),
      { label: t("edit"), onClick: () => open({ kind: "edit", trigger }) },
      { label: t("delete"), onClick: () => open({ kind: "delete", trigger }) },
    ]),
  ];
}

function settings(trigger: Trigger) {
  const url = trigger.event_data["invoke_url"];
  return typeof url === "string" ? (
    <a href={url} target="_blank" rel="noreferrer">
      {url}
    </a>
  ) : (
    <code>{summaryOf(trigger)}</code>
  );
}
