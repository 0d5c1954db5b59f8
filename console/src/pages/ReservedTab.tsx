import { useState } from "react";
import { listAliases, listReserved, listVersions, putReserved } from "../api/calls";
import type { CronConfig, MetricConfig, ReservedConfig } from "../api/types";
import { t } from "../i18n";
import { CheckField, SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Dialog, Empty, Failure, Loading } from "../ui/parts";
import { CronLines, MetricLines } from "./ReservedTactics";

export default function ReservedTab({ urn }: { urn: string }) {
  const head = urn.split(":").slice(0, 7).join(":");
  const reserved = useLoad(head, (signal) => listReserved(head, signal));
  const [editing, setEditing] = useState<ReservedConfig | "new" | null>(null);
  const all = reserved.data?.reserved_instances ?? [];
  return (
    <>
      <Card title={t("reservedInstances")} flush aside={<Button onClick={() => setEditing("new")}>{t("reserve")}</Button>}>
        {reserved.error === undefined ? null : (
          <div className="body">
            <Failure error={reserved.error} retry={reserved.reload} />
          </div>
        )}
        {reserved.data === undefined ? reserved.loading ? <Loading /> : null : all.length === 0 ? <Empty>{t("noReserved")}</Empty> : <Table all={all} onEdit={setEditing} />}
      </Card>
      {editing === null ? null : (
        <Reserve
          urn={head}
          present={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
          onDone={() => {
            setEditing(null);
            reserved.reload();
          }}
        />
      )}
    </>
  );
}

function Table({ all, onEdit }: { all: ReservedConfig[]; onEdit: (config: ReservedConfig) => void }) {
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("qualifier")}</th>
            <th scope="col" className="number">
              {t("count")}
            </th>
            <th scope="col">{t("idleMode")}</th>
            <th scope="col">{t("tactics")}</th>
            <th scope="col">
              <span className="hidden-text">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map((each) => (
            <tr key={each.qualifier_type + each.qualifier_name}>
              <td className="row">
                <Badge>{each.qualifier_type}</Badge> <span className="mono">{each.qualifier_name}</span>
              </td>
              <td className="number">{each.min_count}</td>
              <td>{t(each.idle_mode ? "yes" : "no")}</td>
              <td className="small">
                {[...(each.tactics_config?.cron_configs ?? []).map((cron) => `${cron.cron} → ${cron.count}`), ...(each.tactics_config?.metric_configs ?? []).map((metric) => `${metric.type} ${metric.threshold} % → ${metric.min}+`)].join("; ")}
              </td>
              <td className="number">
                <Button look="quiet" onClick={() => onEdit(each)} aria-label={`${t("edit")}: ${each.qualifier_name}`}>
                  {t("edit")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Reserve({ urn, present, onClose, onDone }: { urn: string; present: ReservedConfig | null; onClose: () => void; onDone: () => void }) {
  const qualifiers = useLoad(urn, async (signal) => {
    const [versions, aliases] = await Promise.all([listVersions(urn, signal), listAliases(urn, signal)]);
    return [
      ...versions.versions.map((each) => ({ value: each.version, label: each.version })),
      ...aliases.map((each) => ({ value: `!${each.name}`, label: `${each.name} (${t("alias")})` })),
    ];
  });
  const initial = present === null ? "latest" : (present.qualifier_type === "alias" ? "!" : "") + present.qualifier_name;
  const [qualifier, setQualifier] = useState(initial);
  const [wanted, setWanted] = useState(String(present?.min_count ?? 1));
  const [idle, setIdle] = useState(present?.idle_mode ?? false);
  const [crons, setCrons] = useState<readonly CronConfig[]>(present?.tactics_config?.cron_configs ?? []);
  const [metrics, setMetrics] = useState<readonly MetricConfig[]>(present?.tactics_config?.metric_configs ?? []);
  const [error, setError] = useState<unknown>();

  async function save(count: number): Promise<void> {
    try {
      const tactics = { cron_configs: count === 0 ? [] : crons, metric_configs: count === 0 ? [] : metrics };
      await putReserved(`${urn}:${qualifier}`, { count, idle_mode: idle, tactics_config: tactics });
      onDone();
    } catch (failure) {
      setError(failure);
    }
  }

  return (
    <Dialog
      title={t("reserve")}
      wide
      onClose={onClose}
      footer={
        <>
          {present === null ? null : (
            <Button look="danger" onClick={() => void save(0)}>
              {t("giveBack")}
            </Button>
          )}
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" onClick={() => void save(Number(wanted))}>
            {t("save")}
          </Button>
        </>
      }
    >
      <div className="fields">
        <SelectField label={t("qualifier")} value={qualifier} onChange={setQualifier} disabled={present !== null} options={qualifiers.data ?? [qualifier]} />
        <TextField label={t("count")} type="number" value={wanted} onChange={setWanted} min={0} max={1000} hint={t("rangeIs", { min: 0, max: 1000 })} />
        <CheckField label={t("idleMode")} value={idle} onChange={setIdle} hint={t("idleModeHint")} />
      </div>
      <CronLines crons={crons} onChange={setCrons} />
      <MetricLines metrics={metrics} onChange={setMetrics} />
      {error === undefined ? null : <Failure error={error} />}
    </Dialog>
  );
}
