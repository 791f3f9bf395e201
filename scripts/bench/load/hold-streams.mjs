import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { percentile } from "../figures.mjs";
import { EventStream, markText } from "./event-stream.mjs";
import { followOrders } from "./follow-orders.mjs";

/**
 * A program of its own: each line of its input is an order, each line of its output what came of it.
 * `{ open: { port, path, tokens, strangers } }` opens a stream for each token; `{ tell: { url, statement, events, perSecond,
 * first } }` commits so many events, by a statement with the mark as $1, and counts who heard them; `{ close: true }`
 * closes all. `strangers` are of other vendors and businesses: they must hear nothing.
 */

const AT_ONCE = 50;
/** What has not come by then is lost. */
const PATIENCE_MS = 10_000;

let readers = [];
let strangers = [];
const pools = new Map();

await followOrders(follow);
for (const sql of pools.values()) await sql.end();

async function follow(order) {
  if (order.open) return open(order.open);
  if (order.tell) return tell(order.tell);
  for (const stream of [...readers, ...strangers]) stream.close();
  readers = [];
  strangers = [];
  return {};
}

async function open({ port, path, tokens, strangers: others }) {
  const openAll = async (given) => {
    const streams = [];
    for (let from = 0; from < given.length; from += AT_ONCE) {
      const some = given.slice(from, from + AT_ONCE);
      streams.push(...(await Promise.all(some.map((token) => EventStream.open({ port, path, token })))));
    }
    return streams;
  };
  readers = await openAll(tokens);
  strangers = await openAll(others);
  return { open: readers.length + strangers.length };
}

async function tell({ url, statement, events, perSecond, first }) {
  if (!pools.has(url)) pools.set(url, postgres(url, { max: 1 }));
  const sql = pools.get(url);
  const committedAt = new Map();
  const arrivals = [];
  const next = readers.map(() => first);
  let disordered = 0;
  let overheard = 0;
  readers.forEach((stream, place) => {
    stream.onMark = (mark, atMs) => {
      if (mark !== next[place]) disordered += 1;
      next[place] = mark + 1;
      arrivals.push([mark, atMs]);
    };
  });
  for (const stream of strangers) {
    stream.onMark = () => {
      overheard += 1;
    };
  }
  const startedAt = performance.now();
  for (let sent = 0; sent < events; sent += 1) {
    await sleep(Math.max(0, startedAt + (sent / perSecond) * 1000 - performance.now()));
    await sql.unsafe(statement, [markText(first + sent)]);
    committedAt.set(first + sent, performance.now());
  }
  const wanted = readers.length * events;
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (arrivals.length < wanted && performance.now() < giveUpAt) await sleep(20);
  const latencies = arrivals.map(([mark, atMs]) => atMs - committedAt.get(mark));
  return {
    wanted,
    delivered: arrivals.length,
    disordered,
    overheard,
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
  };
}
