import { listTop, showQuotas } from "../api/calls";
import type { TopFunction } from "../api/observed";
import { count, t, textOr } from "../i18n";
import { functionPath, Link } from "../router";
import { type Column, DataTable } from "../ui/DataTable";
import { useLoad } from "../ui/load";
import { Card, Empty, Page } from "../ui/parts";
import { Show } from "../ui/Show";
import MetricsTab from "./MetricsTab";

const REFRESH_MS = 5000;

export default function MonitorPage() {
  return (
    <Page title={t("monitor")}>
      <div className="stack">
        <MetricsTab urn={null} />
        <Top />
        <Quotas />
      </div>
    </Page>
  );
}

function Top() {
  const top = useLoad("top", listTop, REFRESH_MS);
  return (
    <Card title={t("busiest")} flush>
      <Show loaded={top}>{({ functions }) => (functions.length === 0 ? <Empty>{t("nobodyBusy")}</Empty> : <DataTable columns={columns()} rows={functions} keyOf={(each) => each.func_urn} />)}</Show>
    </Card>
  );
}

function columns(): readonly Column<TopFunction>[] {
  return [
    { title: t("name"), look: "breaks", cell: (each) => <Link to={functionPath(each.func_urn, "metrics")}>{each.func_name}</Link> },
    { title: t("callsPerSecond"), look: "number", cell: (each) => each.calls_per_second.toFixed(2) },
    { title: t("errorsPerSecond"), look: "number", cell: (each) => each.errors_per_second.toFixed(2) },
    { title: "p50", look: "number", cell: (each) => `${each.p50_ms.toFixed(1)} ms` },
    { title: "p99", look: "number", cell: (each) => `${each.p99_ms.toFixed(1)} ms` },
    { title: t("concurrencyChart"), look: "number", cell: (each) => each.concurrency },
    { title: t("instances"), look: "number", cell: (each) => each.workers },
    { title: t("memory"), look: "number", cell: (each) => `${each.memory_mb} MB` },
  ];
}

function Quotas() {
  const quotas = useLoad("quotas", showQuotas);
  return (
    <Card title={t("quotas")}>
      <Show loaded={quotas}>
        {(data) => (
          <dl className="facts">
            {data.quotas.resources.map((each) => (
              <div key={each.type}>
                <dt>{textOr(`quota.${each.type}`, each.type)}</dt>
                <dd>
                  {count(each.used)} / {count(each.quota)} {each.unit ?? ""}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Show>
    </Card>
  );
}
