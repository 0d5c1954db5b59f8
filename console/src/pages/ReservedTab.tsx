import { useState } from "react";
import { listAliases, listReserved, listVersions, putReserved } from "../api/calls";
import type { CronConfig, MetricConfig, ReservedConfig } from "../api/types";
import { t } from "../i18n";
import { actionsColumn, type Column, DataTable } from "../ui/DataTable";
import { FormDialog } from "../ui/dialogs";
import { CheckField, SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Empty } from "../ui/parts";
import { Show } from "../ui/Show";
import { CronLines, MetricLines } from "./ReservedTactics";

export default function ReservedTab({ urn }: { urn: string }) {
  const head = urn.split(":").slice(0, 7).join(":");
  const reserved = useLoad(head, (signal) => listReserved(head, signal));
  const [editing, setEditing] = useState<ReservedConfig | "new" | null>(null);
  return (
    <>
      <Card title={t("reservedInstances")} flush aside={<Button onClick={() => setEditing("new")}>{t("reserve")}</Button>}>
        <Show loaded={reserved}>
          {({ reserved_instances: all }) =>
            all.length === 0 ? <Empty>{t("noReserved")}</Empty> : <DataTable columns={columns(setEditing)} rows={all} keyOf={(each) => each.qualifier_type + each.qualifier_name} />
          }
        </Show>
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

function columns(onEdit: (config: ReservedConfig) => void): readonly Column<ReservedConfig>[] {
  return [
    {
      title: t("qualifier"),
      cell: (each) => (
        <span className="row">
          <Badge>{each.qualifier_type}</Badge> <span className="mono">{each.qualifier_name}</span>
        </span>
      ),
    },
    { title: t("count"), look: "number", cell: (each) => each.min_count },
    { title: t("idleMode"), cell: (each) => t(each.idle_mode ? "yes" : "no") },
    { title: t("tactics"), look: "small breaks", cell: tactics },
    actionsColumn(
      (each) => each.qualifier_name,
      (each) => [{ label: t("edit"), onClick: () => onEdit(each) }],
    ),
  ];
}

function tactics({ tactics_config: tactics }: ReservedConfig): string {
  const crons = (tactics?.cron_configs ?? []).map(({ cron, count }) => `${cron} → ${count}`);
  const metrics = (tactics?.metric_configs ?? []).map(({ type, threshold, min }) => `${type} ${threshold} % → ${min}+`);
  return [...crons, ...metrics].join("; ");
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

  function save(count: number): Promise<unknown> {
    const tactics = { cron_configs: count === 0 ? [] : crons, metric_configs: count === 0 ? [] : metrics };
    return putReserved(`${urn}:${qualifier}`, { count, idle_mode: idle, tactics_config: tactics });
  }

  return (
    <FormDialog
      title={t("reserve")}
      wide
      submit={t("save")}
      action={() => save(Number(wanted))}
      other={present === null ? undefined : { label: t("giveBack"), action: () => save(0) }}
      onClose={onClose}
      onDone={onDone}
    >
      <div className="fields">
        <SelectField label={t("qualifier")} value={qualifier} onChange={setQualifier} disabled={present !== null} options={qualifiers.data ?? [qualifier]} />
        <TextField label={t("count")} type="number" value={wanted} onChange={setWanted} min={0} max={1000} hint={t("rangeIs", { min: 0, max: 1000 })} />
        <CheckField label={t("idleMode")} value={idle} onChange={setIdle} hint={t("idleModeHint")} />
      </div>
      <CronLines crons={crons} onChange={setCrons} />
      <MetricLines metrics={metrics} onChange={setMetrics} />
    </FormDialog>
  );
}
