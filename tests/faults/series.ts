import { randomBytes } from "node:crypto";
import { randomFrom } from "../support/audit-world";

/** `npm test` runs a short series, `npm run test:deep` a long one. */
export const isDeep = process.env.FAULTS === "deep";

/** One number makes the whole series: a run that failed is repeated with FAULTS_SEED. */
export const seed = Number(process.env.FAULTS_SEED ?? randomBytes(4).readUInt32BE());

/** Numbers of a test's own, so that tests do not depend on each other's order. */
export function randomOf(name: string): (below: number) => number {
  const salt = [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7);
  return randomFrom((seed ^ salt) >>> 0);
}

/** The short length, or the long one. */
export function rounds(short: number, long: number): number {
  return isDeep ? long : short;
}

/** Prints figures as one JSON line, with the seed that repeats them. */
export function report(name: string, figures: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ faults: name, seed, deep: isDeep, ...figures })}\n`);
}

/** The value below which `share` of them lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
