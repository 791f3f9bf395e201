export interface LiveRow {
  contender: string;
  round: number;
  deliveredPercent: number;
  cpuMicros: number;
  databaseMicros: number;
  p50Ms: number;
  p99Ms: number;
}
export function checkRound(row: {
  contender: string;
  round: number;
  overheard: number;
  disordered: number;
}): void;
export function summarizeLive(rows: LiveRow[]): {
  figures: Record<string, Record<string, number | null>>;
  deliveredPercent: Record<string, number>;
  ratios: Record<string, number | null>;
};
