/** The middle one; of an even number, the mean of both in the middle. NaN of nothing. */
export function median(values) {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest value that at least `percent` of all do not exceed (nearest rank). NaN of nothing. */
export function percentile(values, percent) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Three significant digits: more would claim what no machine repeats. Null for what could not be measured. */
export function threeDigits(value) {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : null;
}

/** The median over rounds of each named figure. Every round has the same names. */
export function medianOfEach(rounds) {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name]))]));
}

/**
 * The median of the ratio inside each round. Rounds are compared with themselves, since a busy machine slows
 * the contenders of one round alike.
 *
 * @param {number[]} tops
 * @param {number[]} bottoms as many as `tops`
 */
export function medianRatio(tops, bottoms) {
  return median(tops.map((top, round) => top / bottoms[round]));
}

/** The list, begun one place later with each round, so that nobody always comes after the same neighbour. */
export function rotate(list, round) {
  const start = round % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
