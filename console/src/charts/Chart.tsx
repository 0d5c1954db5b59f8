import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { mark } from "../i18n";
import { useTheme } from "../ui/theme";

export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

interface Props {
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
  readonly unit: string;
}

const COLOURS = ["--accent", "--bad", "--warn"];
const HEIGHT = 170;

/** Lines over time. It is drawn, so the numbers stand beside it in words, for those who cannot see it. */
export function Chart({ times, series, unit }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const theme = useTheme();

  useEffect(() => {
    const element = host.current;
    if (element === null) {
      return undefined;
    }
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--text-soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui" };
    const options: uPlot.Options = {
      width: element.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false },
      scales: { y: { range: (_chart, _low, high) => [0, high === null || high <= 0 ? 1 : high * 1.1] } },
      axes: [{ ...axis, space: 70, size: 28, values: (_chart, ticks, _axis, _space, apart) => ticks.map((tick) => mark(tick, apart)) }, { ...axis, size: 62, values: (_chart, ticks) => ticks.map((tick) => short(tick) + (unit === "" ? "" : ` ${unit}`)) }],
      series: [{}, ...series.map((each, index) => ({ label: each.label, stroke: colour(COLOURS[index] ?? "--accent"), width: 1.6, spanGaps: false, points: { size: 5, show: true, filter: alone, fill: colour(COLOURS[index] ?? "--accent") } }))],
    };
    const chart = new uPlot(options, [[...times], ...series.map((each) => [...each.values])], element);
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [times, series, unit, theme]);

  return <div ref={host} className="chart" aria-hidden="true" />;
}

/** A value between two that are missing is on no line, so it is drawn as a point. */
function alone(chart: uPlot, index: number): number[] {
  const values = chart.data[index] ?? [];
  const isThere = (at: number): boolean => typeof values[at] === "number";
  return [...values.keys()].filter((at) => isThere(at) && !isThere(at - 1) && !isThere(at + 1));
}

function short(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(0)}k` : String(Math.round(value * 100) / 100);
}
