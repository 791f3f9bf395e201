export interface WebhookRow {
  contender: string;
  round: number;
  inFlight: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpuMicros: number;
  databaseMicros: number;
}
export function summarize(rows: WebhookRow[]): {
  figures: Record<string, Record<number, Record<string, number | null>>>;
  ratios: Record<string, number | null>;
};
