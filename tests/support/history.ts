/** One act on one shared thing, as its caller saw it. Times are any clock that only goes forward. */
export interface Act<Op extends string = string> {
  start: number;
  end: number;
  op: Op;
  result: string;
}

/** What a thing in `state` answers to an act, and the state that it is in then. */
export type Model<State, Op extends string> = (state: State, op: Op) => { state: State; result: string };

/** More overlapping acts than this would take too long to try in every order. */
const ACTS_MAX = 8;

/**
 * Finds an order of the acts, one after the other, that explains every result: one that keeps what ended before another
 * began before it (Herlihy and Wing, linearizability). Gives the acts in that order and the state they end in, or null
 * when there is none that ends in `finalState`.
 */
export function explain<State, Op extends string>(
  acts: readonly Act<Op>[],
  initial: State,
  model: Model<State, Op>,
  finalState: State,
): Act<Op>[] | null {
  if (acts.length > ACTS_MAX) throw new Error(`at most ${ACTS_MAX} acts can be tried in every order`);
  if (acts.length === 0) return Object.is(initial, finalState) ? [] : null;
  for (const [place, act] of acts.entries()) {
    const others = acts.toSpliced(place, 1);
    if (others.some((other) => other.end < act.start)) continue;
    const next = model(initial, act.op);
    if (next.result !== act.result) continue;
    const rest = explain(others, next.state, model, finalState);
    if (rest) return [act, ...rest];
  }
  return null;
}

/** Runs an act and notes when it began, when it ended, and what came of it. */
export async function note<Op extends string>(
  op: Op,
  work: () => Promise<unknown>,
  codeOf: (error: unknown) => string,
): Promise<Act<Op>> {
  const start = performance.now();
  const result = await work().then(() => "done", codeOf);
  return { start, end: performance.now(), op, result };
}
