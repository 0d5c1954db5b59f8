import { showHealth } from "../api/calls";
import { t } from "../i18n";
import { Icon } from "../ui/icons";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Page } from "../ui/parts";
import { Show } from "../ui/Show";

const REFRESH_MS = 5000;
const GOOD = ["up", "ok", "ready", "live", "healthy", "pass"];
const BAD = ["down", "failed", "fail", "unhealthy", "not ready"];

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
      <Show loaded={health}>{(data) => <Parts health={data} />}</Show>
    </Page>
  );
}

/** Each part of the server that reports, as it reports: a part added later is shown without a change here. */
function Parts({ health }: { health: Record<string, unknown> }) {
  const plain = Object.entries(health).filter(([, value]) => !isGroup(value));
  const groups = Object.entries(health).filter(([, value]) => isGroup(value));
  return (
    <div className="stack">
      {plain.length === 0 ? null : (
        <Card>
          <Facts facts={plain} />
        </Card>
      )}
      <div className="charts">
        {groups.map(([name, value]) => (
          <Card key={name} title={words(name)}>
            <Facts facts={Object.entries(value as object)} />
          </Card>
        ))}
      </div>
    </div>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, unknown])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{words(name)}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value }: { value: unknown }) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const lower = text.toLowerCase();
  if (GOOD.includes(lower) || value === true) {
    return <Badge tone="good">{text}</Badge>;
  }
  return BAD.includes(lower) || value === false ? <Badge tone="bad">{text}</Badge> : <span>{text}</span>;
}

function isGroup(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function words(name: string): string {
  return name.replace(/_/g, " ");
}
