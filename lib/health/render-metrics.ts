import { allCounts, COUNTERS, formatLabels } from "./counters";
import type { Metric } from "./read-gauges";

/** Prometheus' text format, version 0.0.4. */
export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** What this process counted, then what was read from the database. */
export function renderMetrics(metrics: readonly Metric[]): string {
  const counts = [...allCounts()];
  const own = Object.entries(COUNTERS).flatMap(([name, help]) => {
    const lines = counts
      .filter(([key]) => key === name || key.startsWith(`${name}{`))
      .map(([key, value]) => `${key} ${value}`);
    return head(name, help, "counter", lines.length > 0 ? lines : [`${name} 0`]);
  });
  const read = metrics.flatMap(({ name, help, type, samples }) =>
    head(
      name,
      help,
      type,
      samples.map(({ labels, value }) => `${name}${formatLabels(labels)} ${value}`),
    ),
  );
  return `${[...own, ...read].join("\n")}\n`;
}

function head(name: string, help: string, type: string, lines: readonly string[]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}
