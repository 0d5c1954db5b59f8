import { useState } from "react";
import { listCalls } from "../api/calls";
import type { CallRecord } from "../api/observed";
import { dateTime, t } from "../i18n";
import { type Column, DataTable } from "../ui/DataTable";
import { FilterSelect } from "../ui/filters";
import { useLoad } from "../ui/load";
import { Badge, Card, Empty } from "../ui/parts";
import { Show } from "../ui/Show";

const REFRESH_MS = 5000;

/** What came of the last calls; `onChoose` is told the request whose lines are wanted. */
export function RecentCalls({ urn, onChoose }: { urn: string; onChoose: (requestId: string) => void }) {
  const [status, setStatus] = useState("");
  const calls = useLoad(JSON.stringify([urn, status]), (signal) => listCalls(urn, status, signal), REFRESH_MS);
  const statuses = [
    { value: "success", label: t("succeeded") },
    { value: "failed", label: t("failed") },
  ];
  return (
    <Card title={t("recentCalls")} flush aside={<FilterSelect label={t("status")} all={t("allStatuses")} value={status} options={statuses} onChange={setStatus} />}>
      <Show loaded={calls}>
        {({ requests }) => (requests.length === 0 ? <Empty>{t("noCalls")}</Empty> : <DataTable columns={columns(onChoose)} rows={requests} keyOf={(call) => call.request_id + call.time} />)}
      </Show>
    </Card>
  );
}

function columns(onChoose: (requestId: string) => void): readonly Column<CallRecord>[] {
  return [
    { title: t("time"), look: "nowrap", cell: (call) => dateTime(call.time) },
    {
      title: t("requestId"),
      cell: (call) => (
        <button type="button" className="button quiet mono" onClick={() => onChoose(call.request_id)}>
          {call.request_id}
        </button>
      ),
    },
    {
      title: t("status"),
      cell: (call) => (
        <span className="row">
          <Badge tone={call.status === "success" ? "good" : "bad"}>{call.status === "success" ? t("succeeded") : `${call.outcome} ${call.error_code}`}</Badge>
          {call.cold ? <Badge>{t("coldStart")}</Badge> : null}
        </span>
      ),
    },
    { title: t("duration"), look: "number", cell: (call) => `${call.duration_ms.toFixed(1)} ms` },
    { title: t("memoryUsed"), look: "number", cell: (call) => `${call.memory_used_mb.toFixed(0)} / ${call.memory_size_mb} MB` },
    { title: t("version"), cell: (call) => call.version },
  ];
}
