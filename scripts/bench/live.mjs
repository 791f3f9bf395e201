import postgres from "postgres";
import { findFreePort } from "../processes/ports.mjs";
import { rotate } from "./figures.mjs";
import { openSessions, TELL, TELL_BARE } from "./live-people.mjs";
import { measureScreen } from "./live-screen.mjs";
import { checkRound, summarizeLive } from "./live-summary.mjs";
import { startLoad } from "./load/start-load.mjs";
import { countFrom } from "./settings.mjs";
import { withStage } from "./stage.mjs";
import { readServerMicros, readUsage } from "./usage.mjs";

const LISTENERS = 1_000;
const STRANGERS = 20;
const PER_SECOND = 20;
/** Fifteen seconds at that pace: each session is asked about once meanwhile, as in life. */
const EVENTS = 300;
const WARM_UP_EVENTS = 20;

/** One event to a thousand open pages: the product's server, its route handler and a bare fan-out, in turn. */
export function measure() {
  const rounds = countFrom("BENCH_ROUNDS", 5);
  return withStage(async (stage) => {
    const sql = postgres(stage.adminUrl, { max: 1 });
    const people = await openSessions(sql, { listeners: LISTENERS, strangers: STRANGERS });
    await sql.end();
    const contenders = await startContenders(stage, people);
    const load = startLoad("hold-streams.mjs");
    const rows = [];
    for (let round = 0; round <= rounds; round += 1) {
      for (const contender of rotate(contenders, round)) {
        const row = {
          contender: contender.name,
          round,
          ...(await measureOne(stage, load, contender, round)),
        };
        checkRound(row);
        // The first, a short one, only warms up.
        if (round > 0) rows.push(row);
        if (round > 0) console.log(describe(row));
      }
    }
    load.stop();
    const screen = await measureScreen(stage);
    console.log(`to the screen: p50 ${screen.p50Ms} ms, p95 ${screen.p95Ms} ms after the commit`);
    return { rounds, connections: LISTENERS, events: EVENTS, ...summarizeLive(rows), screen };
  });
}

async function startContenders(stage, people) {
  const bare = { DATABASE_URL: stage.bareUrl };
  const product = { path: "/api/events", ...people, url: stage.adminUrl, statement: TELL };
  const wanted = [
    {
      ...{ name: "limit", file: "scripts/bench/limits/fan-out.mjs", env: bare, ready: "/", path: "/events" },
      // It knows no strangers.
      ...{ tokens: people.tokens, strangers: [], url: stage.bareUrl, statement: TELL_BARE },
    },
    {
      ...{ name: "server", file: "dist/server.mjs", env: {}, ready: "/api/health/live", ...product },
      port: stage.ports.web,
    },
    {
      ...{
        name: "route",
        file: "scripts/bench/next-alone.mjs",
        env: {},
        ready: "/api/health/live",
        ...product,
      },
    },
  ];
  return Promise.all(
    wanted.map(async ({ file, env, ready, ...contender }) => {
      const port = contender.port ?? (await findFreePort());
      const service = stage.start(contender.name, file, { ...stage.product, ...env, PORT: String(port) });
      await stage.ready(`http://127.0.0.1:${port}${ready}`, service);
      return { ...contender, port, service };
    }),
  );
}

/** Opens all streams anew, lets the events be heard, and closes them: nobody else's heartbeats are measured. */
async function measureOne(stage, load, contender, round) {
  const { port, path, tokens, strangers, url, statement, service } = contender;
  await load.post({ open: { port, path, tokens, strangers } });
  const events = round === 0 ? WARM_UP_EVENTS : EVENTS;
  const before = readUsage(service.pid).cpuMicros;
  const databaseBefore = readServerMicros(stage.server.pid);
  const tell = { url, statement, events, perSecond: PER_SECOND, first: round * 1_000 };
  const { wanted, delivered, ...heard } = await load.post({ tell });
  const { cpuMicros, memoryBytes } = readUsage(service.pid);
  const databaseMicros = readServerMicros(stage.server.pid) - databaseBefore;
  await load.post({ close: true });
  return {
    ...heard,
    deliveredPercent: (100 * delivered) / wanted,
    cpuMicros: (cpuMicros - before) / delivered,
    databaseMicros: databaseMicros / events,
    memoryMb: Math.round(memoryBytes / 1e6),
  };
}

function describe(row) {
  const { round, contender, deliveredPercent, cpuMicros, databaseMicros, p50Ms, p99Ms, memoryMb } = row;
  const each = `${cpuMicros.toFixed(1)} µs each (database ${Math.round(databaseMicros)} µs per event)`;
  const times = `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms after the commit`;
  return `round ${round}  ${contender.padEnd(6)} ${deliveredPercent} % delivered, ${each}, ${times}, ${memoryMb} MB`;
}
