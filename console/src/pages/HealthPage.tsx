import type { ReactNode } from "react";
import { showHealth } from "../api/calls";
import type { Health, HealthPart } from "../api/observed";
import { bytes, count, lasting, t, textOr } from "../i18n";
import { Icon } from "../ui/icons";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Page } from "../ui/parts";
import { Show } from "../ui/Show";

const REFRESH_MS = 5000;
const TONES: Record<string, "good" | "warn" | "bad"> = { up: "good", degraded: "warn", down: "bad" };

export default function HealthPage() {
  const health = useLoad("health", showHealth, REFRESH_MS);
  return (
    <Page
      title={t("health")}
      actions={
        <Button onClick={health.reload}>
          <Icon name="refresh" size={14} /> {t("refresh")}
        </Button>
      }
    >
      <Show loaded={health}>{(data) => <Server health={data} />}</Show>
    </Page>
  );
}

/** The server and each part of it that reports: one that is added later is shown by the name it has on the wire. */
function Server({ health }: { health: Health }) {
  return (
    <div className="stack">
      <Card>
        <dl className="facts">
          <Fact name={t("status")}>
            <Status of={health.status} />
          </Fact>
          <Fact name={t("version")}>{health.version}</Fact>
          <Fact name={t("uptime")}>{lasting(health.uptime_seconds)}</Fact>
        </dl>
      </Card>
      <div className="charts">
        {Object.entries(health.parts).map(([name, part]) => (
          <Part key={name} name={name} part={part} />
        ))}
      </div>
    </div>
  );
}

function Part({ name, part }: { name: string; part: HealthPart }) {
  return (
    <Card title={textOr(`health.${name}`, words(name))} aside={<Status of={part.status} />}>
      <div className="stack tight">
        {part.detail === "" ? null : <div className={`notice ${TONES[part.status] ?? ""}`}>{part.detail}</div>}
        <dl className="facts">
          {Object.entries(part.values).sort(byName).map(([key, value]) => (
            <Fact key={key} name={textOr(`health.${name}.${key}`, words(key))}>
              {measured(key, value)}
            </Fact>
          ))}
        </dl>
      </div>
    </Card>
  );
}

/** The server tells them in no order. */
function byName([one]: [string, number], [other]: [string, number]): number {
  return one < other ? -1 : 1;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Status({ of: status }: { of: string }) {
  return <Badge tone={TONES[status] ?? ""}>{textOr(`health.${status}`, status)}</Badge>;
}

/** The end of a name says in what it is counted. */
function measured(name: string, value: number): string {
  if (name.endsWith("_us")) {
    return `${(value / 1000).toFixed(1)} ms`;
  }
  if (name.endsWith("_mb")) {
    return `${count(value)} MB`;
  }
  return name.endsWith("_bytes") ? bytes(value) : count(value);
}

function words(name: string): string {
  return name.replace(/_(us|mb|bytes)$/, "").replace(/_/g, " ");
}
