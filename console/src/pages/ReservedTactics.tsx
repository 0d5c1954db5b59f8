import type { CronConfig, MetricConfig } from "../api/types";
import { t } from "../i18n";
import { Icon } from "../ui/icons";
import { Button } from "../ui/parts";

const SECONDS_OF_A_YEAR = 365 * 24 * 3600;

/** By the clock: from when to when so many instances are reserved. */
export function CronLines({ crons, onChange }: { crons: readonly CronConfig[]; onChange: (crons: readonly CronConfig[]) => void }) {
  function put(index: number, cron: CronConfig): void {
    onChange(crons.map((old, at) => (at === index ? cron : old)));
  }
  function add(): void {
    const now = Math.floor(Date.now() / 1000);
    onChange([...crons, { name: `cron-${crons.length + 1}`, cron: "0 0 8 * * ?", count: 1, start_time: now, expired_time: now + SECONDS_OF_A_YEAR }]);
  }
  return (
    <fieldset className="field">
      <legend className="legend">{t("cronTactics")}</legend>
      <div className="pairs">
        {crons.map((cron, index) => (
          <div className="mount" key={index}>
            <input className="input" aria-label={`${t("name")} ${index + 1}`} value={cron.name} onChange={(event) => put(index, { ...cron, name: event.target.value })} />
            <input className="input mono" aria-label={`cron ${index + 1}`} value={cron.cron} onChange={(event) => put(index, { ...cron, cron: event.target.value })} />
            <input className="input" type="number" min={0} max={1000} aria-label={`${t("count")} ${index + 1}`} value={cron.count} onChange={(event) => put(index, { ...cron, count: Number(event.target.value) })} />
            <input className="input" type="date" aria-label={`${t("until")} ${index + 1}`} value={new Date(cron.expired_time * 1000).toISOString().slice(0, 10)} onChange={(event) => put(index, { ...cron, expired_time: Math.floor((Date.parse(event.target.value) || Date.now()) / 1000) })} />
            <Remove label={`${t("cronTactics")}: ${t("removeLine", { line: index + 1 })}`} onClick={() => onChange(crons.filter((_, at) => at !== index))} />
          </div>
        ))}
      </div>
      <Add label={t("cronTactics")} onClick={add} />
    </fieldset>
  );
}

/** By what is going on: more instances when those that are there are busier than so many per cent. */
export function MetricLines({ metrics, onChange }: { metrics: readonly MetricConfig[]; onChange: (metrics: readonly MetricConfig[]) => void }) {
  function put(index: number, metric: MetricConfig): void {
    onChange(metrics.map((old, at) => (at === index ? metric : old)));
  }
  return (
    <fieldset className="field">
      <legend className="legend">{t("metricTactics")}</legend>
      <div className="pairs">
        {metrics.map((metric, index) => (
          <div className="mount" key={index}>
            <input className="input" aria-label={`${t("name")} ${index + 1}`} value={metric.name} onChange={(event) => put(index, { ...metric, name: event.target.value })} />
            <input className="input" aria-label={`${t("type")} ${index + 1}`} value={metric.type} readOnly />
            <input className="input" type="number" min={1} max={99} aria-label={`${t("threshold")} ${index + 1}`} value={metric.threshold} onChange={(event) => put(index, { ...metric, threshold: Number(event.target.value) })} />
            <input className="input" type="number" min={0} max={1000} aria-label={`${t("atLeast")} ${index + 1}`} value={metric.min} onChange={(event) => put(index, { ...metric, min: Number(event.target.value) })} />
            <Remove label={`${t("metricTactics")}: ${t("removeLine", { line: index + 1 })}`} onClick={() => onChange(metrics.filter((_, at) => at !== index))} />
          </div>
        ))}
      </div>
      <Add label={t("metricTactics")} onClick={() => onChange([...metrics, { name: `metric-${metrics.length + 1}`, type: "Concurrency", threshold: 60, min: 1 }])} />
    </fieldset>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button look="quiet" className="icon" aria-label={label} onClick={onClick}>
      <Icon name="close" />
    </Button>
  );
}

function Add({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <div className="row">
      <Button look="quiet" onClick={onClick}>
        <Icon name="plus" /> {t("addLine")} <span className="hidden-text">{label}</span>
      </Button>
    </div>
  );
}
