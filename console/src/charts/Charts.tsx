import { useMemo } from "react";
import type { Metrics, Point } from "../api/observed";
import { count, t } from "../i18n";
import { Card, Empty } from "../ui/parts";
import { Chart } from "./Chart";

interface Line {
  readonly label: string;
  readonly of: (point: Point) => number | null;
}

interface Wanted {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  /** How a span's points become the number beside the title. */
  readonly summary: (points: readonly Point[]) => string;
}

function sum(points: readonly Point[], of: (point: Point) => number): number {
  return points.reduce((total, point) => total + of(point), 0);
}

function peak(points: readonly Point[], of: (point: Point) => number | null): number {
  return points.reduce((highest, point) => Math.max(highest, of(point) ?? 0), 0);
}

function wanted(): Wanted[] {
  return [
    {
      title: t("callsAndErrors"),
      unit: "",
      lines: [
        { label: t("calls"), of: (point) => point.calls },
        { label: t("errors"), of: (point) => point.errors },
        { label: t("throttled"), of: (point) => point.throttled },
      ],
      summary: (points) => t("callsSummary", { calls: count(sum(points, (point) => point.calls)), errors: count(sum(points, (point) => point.errors)) }),
    },
    {
      title: t("durations"),
      unit: "ms",
      lines: [
        { label: "p50", of: (point) => (point.calls > 0 ? point.duration_p50_ms : null) },
        { label: "p99", of: (point) => (point.calls > 0 ? point.duration_p99_ms : null) },
      ],
      summary: (points) => t("peakIs", { peak: `${peak(points, (point) => point.duration_max_ms).toFixed(1)} ms` }),
    },
    {
      title: t("concurrencyChart"),
      unit: "",
      lines: [{ label: t("concurrencyChart"), of: (point) => point.concurrency_max }],
      summary: (points) => t("peakIs", { peak: count(peak(points, (point) => point.concurrency_max)) }),
    },
    {
      title: t("coldStarts"),
      unit: "",
      lines: [{ label: t("coldStarts"), of: (point) => point.cold_starts }],
      summary: (points) => t("sumIs", { sum: count(sum(points, (point) => point.cold_starts)) }),
    },
    {
      title: t("memory"),
      unit: "MB",
      lines: [{ label: t("memory"), of: (point) => (point.calls > 0 ? point.memory_max_mb : null) }],
      summary: (points) => t("peakIs", { peak: `${peak(points, (point) => point.memory_max_mb).toFixed(0)} MB` }),
    },
  ];
}

export default function Charts({ metrics }: { metrics: Metrics }) {
  const times = useMemo(() => metrics.points.map((point) => Date.parse(point.time) / 1000), [metrics]);
  const charts = useMemo(
    () =>
      wanted().map((each) => ({
        ...each,
        series: each.lines.map((line) => ({ label: line.label, values: metrics.points.map(line.of) })),
      })),
    [metrics],
  );
  if (metrics.points.length === 0) {
    return (
      <Card>
        <Empty>{t("noMetrics")}</Empty>
      </Card>
    );
  }
  return (
    <div className="charts">
      {charts.map((chart) => (
        <Card key={chart.title} title={chart.title} aside={<span className="soft small">{chart.summary(metrics.points)}</span>}>
          <Chart times={times} series={chart.series} unit={chart.unit} />
          {chart.series.length === 1 ? null : (
            <div className="legend-row">
              {chart.series.map((series, index) => (
                <span key={series.label}>
                  <span className={`swatch c${index}`} />
                  {series.label}
                </span>
              ))}
            </div>
          )}
        </Card>
      ))}
    </div>
  );
}
