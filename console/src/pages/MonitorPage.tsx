import { listTop, showQuotas } from "../api/calls";
import { count, t, textOr } from "../i18n";
import { functionPath, Link } from "../router";
import { useLoad } from "../ui/load";
import { Card, Empty, Failure, Loading, Page } from "../ui/parts";
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
  const functions = top.data?.functions ?? [];
  return (
    <Card title={t("busiest")} flush>
      {top.error === undefined ? null : (
        <div className="body">
          <Failure error={top.error} />
        </div>
      )}
      {top.data === undefined ? top.loading ? <Loading /> : null : functions.length === 0 ? <Empty>{t("nobodyBusy")}</Empty> : (
        <div className="table-box">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("name")}</th>
                {[t("callsPerSecond"), t("errorsPerSecond"), "p50", "p99", t("concurrencyChart"), t("instances"), t("memory")].map((title) => (
                  <th key={title} scope="col" className="number">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {functions.map((each) => (
                <tr key={each.func_urn}>
                  <td>
                    <Link to={functionPath(each.func_urn, "metrics")}>{each.func_name}</Link>
                  </td>
                  <td className="number">{each.calls_per_second.toFixed(2)}</td>
                  <td className="number">{each.errors_per_second.toFixed(2)}</td>
                  <td className="number nowrap">{each.p50_ms.toFixed(1)} ms</td>
                  <td className="number nowrap">{each.p99_ms.toFixed(1)} ms</td>
                  <td className="number">{each.concurrency}</td>
                  <td className="number">{each.workers}</td>
                  <td className="number nowrap">{each.memory_mb} MB</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function Quotas() {
  const quotas = useLoad("quotas", showQuotas);
  return (
    <Card title={t("quotas")}>
      {quotas.error === undefined ? null : <Failure error={quotas.error} />}
      <dl className="facts">
        {(quotas.data?.quotas.resources ?? []).map((each) => (
          <div key={each.type}>
            <dt>{textOr(`quota.${each.type}`, each.type)}</dt>
            <dd>
              {count(each.used)} / {count(each.quota)} {each.unit ?? ""}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
