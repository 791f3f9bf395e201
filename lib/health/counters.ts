/** What is counted while a process runs, with the label values that are allowed: numbers, never anything of anybody. */
export const COUNTERS = {
  trustguard_webhooks_total: "Webhooks this process answered, by platform and outcome",
} as const;

export type CounterName = keyof typeof COUNTERS;

type Counts = Map<string, number>;

// Next keeps several copies of a module; the counts must be one per process.
const store = globalThis as typeof globalThis & { trustguardCounters?: Counts };

/** Label values are words of this product (`whatsapp`, `wrong_signature`), so that no text of a person gets in. */
const WORD = /^[a-z][a-z0-9_-]{0,40}$/;

/** Counts one more. Throws for a label that is no plain word: ids and texts have no place in metrics. */
export function count(name: CounterName, labels: Readonly<Record<string, string>> = {}, by = 1): void {
  counter(name, labels)(by);
}

/** What counts under one name and its labels: where much is counted, they are looked at once. */
export function counter(
  name: CounterName,
  labels: Readonly<Record<string, string>> = {},
): (by?: number) => void {
  const pairs = Object.entries(labels).sort(([left], [right]) => left.localeCompare(right));
  for (const [label, value] of pairs) {
    if (!WORD.test(label) || !WORD.test(value)) throw new RangeError(`${name}: a label is one plain word`);
  }
  const key = `${name}${formatLabels(Object.fromEntries(pairs))}`;
  return (by = 1) => {
    const counts = allCounts();
    counts.set(key, (counts.get(key) ?? 0) + by);
  };
}

/** Every count so far, by its full name with labels. */
export function allCounts(): Counts {
  store.trustguardCounters ??= new Map();
  return store.trustguardCounters;
}

/** `{outcome="sent",platform="whatsapp"}`, or nothing without labels. */
export function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length > 0 ? `{${pairs.join(",")}}` : "";
}
