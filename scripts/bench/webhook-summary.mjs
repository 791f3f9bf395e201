import { medianOfEach, medianRatio, threeDigits } from "./figures.mjs";

/**
 * Medians by contender and requests in flight, and the ratios that the goals are about.
 *
 * @param {{ contender: string, round: number, inFlight: number, perSecond: number, p50Ms: number, p99Ms: number,
 *   cpuMicros: number, databaseMicros: number }[]} rows
 */
export function summarize(rows) {
  const figures = {};
  for (const { contender, inFlight } of rows) {
    figures[contender] ??= {};
    figures[contender][inFlight] ??= rounded(medianOfEach(select(rows, contender, inFlight)));
  }
  return { figures, ratios: ratiosOf(rows) };
}

function ratiosOf(rows) {
  const compare = (name, inFlight, top, bottom) =>
    threeDigits(medianRatio(pick(rows, top, inFlight, name), pick(rows, bottom, inFlight, name)));
  return {
    perSecondToLimit: compare("perSecond", 100, "server", "limit"),
    perSecondToRoute: compare("perSecond", 100, "server", "route"),
    p50ToLimitAt1: compare("p50Ms", 1, "server", "limit"),
    p99ToLimitAt100: compare("p99Ms", 100, "server", "limit"),
    cpuToLimitAt100: compare("cpuMicros", 100, "server", "limit"),
    cpuToRouteAt100: compare("cpuMicros", 100, "server", "route"),
    databaseToLimitAt100: compare("databaseMicros", 100, "server", "limit"),
  };
}

function pick(rows, contender, inFlight, name) {
  return select(rows, contender, inFlight).map((row) => row[name]);
}

/** In the order of the rounds: ratios are taken inside a round. */
function select(rows, contender, inFlight) {
  return rows
    .filter((row) => row.contender === contender && row.inFlight === inFlight)
    .sort((left, right) => left.round - right.round)
    .map(({ perSecond, p50Ms, p99Ms, cpuMicros, databaseMicros }) => ({
      perSecond,
      p50Ms,
      p99Ms,
      cpuMicros,
      databaseMicros,
    }));
}

function rounded(figures) {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, threeDigits(value)]));
}
