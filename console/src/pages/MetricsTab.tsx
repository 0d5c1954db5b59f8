import { lazy, Suspense, useState } from "react";
import { showMetrics } from "../api/calls";
import { t } from "../i18n";
import { useLoad } from "../ui/load";
import { Button, Loading } from "../ui/parts";
import { Show } from "../ui/Show";

const Charts = lazy(() => import("../charts/Charts"));
const SPANS_HOURS = [1, 6, 24, 168, 720];
const REFRESH_MS = 15_000;

/** Charts of one function, or without a name of the whole project. */
export default function MetricsTab({ urn }: { urn: string | null }) {
  const [hours, setHours] = useState(1);
  const metrics = useLoad(JSON.stringify([urn, hours]), (signal) => showMetrics(urn, hours, signal), REFRESH_MS);
  return (
    <div className="stack">
      <div className="row" role="group" aria-label={t("timeSpan")}>
        {SPANS_HOURS.map((span) => (
          <Button key={span} aria-pressed={span === hours} onClick={() => setHours(span)}>
            {span < 48 ? t("hours", { count: span }) : t("days", { count: span / 24 })}
          </Button>
        ))}
      </div>
      <Show loaded={metrics}>
        {(data) => (
          <Suspense fallback={<Loading />}>
            <Charts metrics={data} />
          </Suspense>
        )}
      </Show>
    </div>
  );
}
