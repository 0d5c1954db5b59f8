import { useState } from "react";
import { cancelAsyncCall, listAsyncCalls } from "../api/calls";
import type { AsyncCall } from "../api/types";
import { dateTime, t } from "../i18n";
import { orToast } from "../ui/action";
import { actionsColumn, type Column, DataTable } from "../ui/DataTable";
import { FilterSelect } from "../ui/filters";
import { useLoad } from "../ui/load";
import { Pager } from "../ui/Pager";
import { Badge, Card, Empty } from "../ui/parts";
import { Show } from "../ui/Show";
import { AsyncSettings } from "./AsyncSettings";

const STATUSES = ["WAIT", "RUNNING", "SUCCESS", "FAIL", "DISCARD"];
const PAGE = 50;
const REFRESH_MS = 5000;

export default function AsyncTab({ urn }: { urn: string }) {
  return (
    <div className="stack">
      <AsyncSettings urn={urn} />
      <Calls urn={urn} />
    </div>
  );
}

function Calls({ urn }: { urn: string }) {
  const [status, setStatus] = useState("");
  const [marker, setMarker] = useState(0);
  const calls = useLoad(JSON.stringify([urn, status, marker]), (signal) => listAsyncCalls(urn, status, marker, signal), REFRESH_MS);

  function stop(call: AsyncCall): void {
    void orToast(async () => {
      await cancelAsyncCall(urn, call.request_id);
      calls.reload();
    });
  }

  function choose(next: string): void {
    setStatus(next);
    setMarker(0);
  }

  return (
    <Card title={t("asyncCalls")} flush aside={<FilterSelect label={t("status")} all={t("allStatuses")} value={status} options={STATUSES} onChange={choose} />}>
      <Show loaded={calls}>
        {({ invocations }) => {
          const isLast = invocations.length < PAGE;
          return (
            <>
              {invocations.length === 0 ? <Empty>{t("noAsyncCalls")}</Empty> : <DataTable columns={columns(stop)} rows={invocations} keyOf={(call) => call.request_id} />}
              {marker === 0 && isLast ? null : (
                <Pager onPrevious={marker === 0 ? undefined : () => setMarker(Math.max(0, marker - PAGE))} onNext={isLast ? undefined : () => setMarker(marker + PAGE)} />
              )}
            </>
          );
        }}
      </Show>
    </Card>
  );
}

function columns(stop: (call: AsyncCall) => void): readonly Column<AsyncCall>[] {
  return [
    { title: t("requestId"), look: "mono breaks", cell: (call) => call.request_id },
    { title: t("status"), cell: (call) => <Badge tone={toneOf(call.status)}>{call.status}</Badge> },
    { title: t("acceptedAt"), look: "nowrap", cell: (call) => dateTime(call.start_time) },
    { title: t("endedAt"), look: "nowrap", cell: (call) => (call.end_time === "" ? "–" : dateTime(call.end_time)) },
    { title: t("errorColumn"), look: "small breaks", cell: (call) => (call.error_message === "" ? "" : `${call.error_code} ${call.error_message}`) },
    actionsColumn(
      (call) => call.request_id,
      (call) => (call.status === "WAIT" || call.status === "RUNNING" ? [{ label: t("cancelCall"), onClick: () => stop(call) }] : []),
    ),
  ];
}

function toneOf(status: string): "good" | "bad" | "accent" | "" {
  switch (status) {
    case "SUCCESS":
      return "good";
    case "FAIL":
    case "DISCARD":
      return "bad";
    case "RUNNING":
      return "accent";
    default:
      return "";
  }
}
