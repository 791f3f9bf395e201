import { medianOfEach, medianRatio, threeDigits } from "./figures.mjs";

const MEASURED = ["deliveredPercent", "cpuMicros", "databaseMicros", "p50Ms", "p99Ms"];

/** What every contender must do in each round: tell each event once and in order to all who may hear, to nobody else. */
export function checkRound({ contender, round, overheard, disordered }) {
  if (overheard > 0) throw new Error(`round ${round}: ${contender} told strangers ${overheard} events`);
  if (disordered > 0) throw new Error(`round ${round}: ${contender} told ${disordered} events out of order`);
}

/**
 * Medians by contender, the ratios that the goal is about, and the smallest share that arrived in any round.
 *
 * @param {{ contender: string, round: number, deliveredPercent: number, cpuMicros: number, databaseMicros: number,
 *   p50Ms: number, p99Ms: number }[]} rows
 */
export function summarizeLive(rows) {
  const names = [...new Set(rows.map(({ contender }) => contender))];
  const compare = (name, top, bottom) =>
    threeDigits(medianRatio(pick(rows, top, name), pick(rows, bottom, name)));
  return {
    figures: Object.fromEntries(names.map((name) => [name, mediansOf(rows, name)])),
    deliveredPercent: Object.fromEntries(
      names.map((name) => [name, Math.min(...pick(rows, name, "deliveredPercent"))]),
    ),
    ratios: {
      cpuToLimit: compare("cpuMicros", "server", "limit"),
      cpuOfRouteToLimit: compare("cpuMicros", "route", "limit"),
      p50ToLimit: compare("p50Ms", "server", "limit"),
      p99ToLimit: compare("p99Ms", "server", "limit"),
    },
  };
}

function mediansOf(rows, contender) {
  const rounds = inOrder(rows, contender).map((row) =>
    Object.fromEntries(MEASURED.map((name) => [name, row[name]])),
  );
  return Object.fromEntries(
    Object.entries(medianOfEach(rounds)).map(([name, value]) => [name, threeDigits(value)]),
  );
}

function pick(rows, contender, name) {
  return inOrder(rows, contender).map((row) => row[name]);
}

/** In the order of the rounds: ratios are taken inside a round. */
function inOrder(rows, contender) {
  return rows.filter((row) => row.contender === contender).sort((left, right) => left.round - right.round);
}
