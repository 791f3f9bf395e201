import type { Simulator } from "../state/simulator";
import type { BusinessNumber } from "../state/types";
import { throttled } from "./errors";

/** Meta's throughput page: one message per 6 s to the same person, up to 45 borrowed from the future. */
const PAIR_BURST = 45;
const PAIR_REFILL_MS = 6000;
const MESSAGES_PER_SECOND = 80;

interface Spent {
  /** When the bucket is full again; every message moves it one refill further. */
  fullAtMs: Map<string, number>;
  recent: Map<string, number[]>;
}

const spentOf = new WeakMap<Simulator, Spent>();

/** Counts a message against the limits; throws 130429 or 131056 when there is no room. */
export function holdBack(sim: Simulator, number: BusinessNumber, phone: string): void {
  const spent = spentOf.get(sim) ?? { fullAtMs: new Map(), recent: new Map() };
  spentOf.set(sim, spent);
  const nowMs = sim.clock.nowMs();
  if (sim.config.limits.throughput) countThroughput(spent, number.phoneNumberId, nowMs);
  if (sim.config.limits.pairRate) countPair(spent, `${number.phoneNumberId}:${phone}`, nowMs);
}

/** Forgets what was counted. */
export function forgetLimits(sim: Simulator): void {
  spentOf.delete(sim);
}

function countThroughput(spent: Spent, key: string, nowMs: number): void {
  const recent = (spent.recent.get(key) ?? []).filter((atMs) => Math.abs(nowMs - atMs) < 1000);
  if (recent.length >= MESSAGES_PER_SECOND) throw throttled(130429);
  spent.recent.set(key, [...recent, nowMs]);
}

function countPair(spent: Spent, key: string, nowMs: number): void {
  const fullAtMs = Math.max(spent.fullAtMs.get(key) ?? 0, nowMs) + PAIR_REFILL_MS;
  if (fullAtMs - nowMs > PAIR_BURST * PAIR_REFILL_MS) throw throttled(131056);
  spent.fullAtMs.set(key, fullAtMs);
}
