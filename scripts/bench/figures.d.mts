export function median(values: Iterable<number>): number;
export function percentile(values: Iterable<number>, percent: number): number;
export function threeDigits(value: number): number | null;
export function medianOfEach<N extends string>(rounds: Record<N, number>[]): Record<N, number>;
export function medianRatio(tops: number[], bottoms: number[]): number;
export function rotate<T>(list: readonly T[], round: number): T[];
