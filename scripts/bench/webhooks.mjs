import postgres from "postgres";
import { findFreePort } from "../processes/ports.mjs";
import { simulatorEnvironment } from "../setup/environment.mjs";
import { rotate } from "./figures.mjs";
import { startLoad } from "./load/start-load.mjs";
import { countFrom } from "./settings.mjs";
import { PHONE_NUMBER_ID, withStage } from "./stage.mjs";
import { readServerMicros, readUsage } from "./usage.mjs";
import { summarize } from "./webhook-summary.mjs";

const IN_FLIGHT = [1, 10, 100];
const WEBHOOK_PATH = "/api/integrations/webhook/whatsapp";
const WARM_UP_SECONDS = 1;

/** Webhooks taken per second by the bare limit, by the product's server and by its route handler, in turn. */
export function measure() {
  const rounds = countFrom("BENCH_ROUNDS", 5);
  const seconds = countFrom("BENCH_SECONDS", 2);
  return withStage(async (stage) => {
    const contenders = await startContenders(stage);
    const load = startCountingLoad();
    const rows = [];
    for (const contender of contenders) {
      for (const inFlight of IN_FLIGHT)
        await load.post({ ...orderFor(stage, contender, 0, inFlight), seconds: WARM_UP_SECONDS });
    }
    for (let round = 1; round <= rounds; round += 1) {
      for (const contender of rotate(contenders, round)) {
        for (const inFlight of IN_FLIGHT) {
          const order = { ...orderFor(stage, contender, round, inFlight), seconds };
          const row = await measureOne(stage, load, contender, order);
          rows.push({ contender: contender.name, round, inFlight, ...row });
          console.log(describe(rows.at(-1)));
        }
      }
    }
    load.stop();
    await checkStored(stage, contenders, load.accepted);
    const web = contenders.find(({ name }) => name === "server");
    const memory = await measureMemory(stage, web, seconds);
    return { rounds, seconds, ...summarize(rows), memory };
  });
}

async function startContenders(stage) {
  const bare = { DATABASE_URL: stage.bareUrl, META_APP_SECRET: stage.secrets.META_APP_SECRET };
  const wanted = [
    { name: "limit", tag: "L", file: "scripts/bench/limits/take-webhooks.mjs", env: bare, ready: "/" },
    {
      name: "server",
      tag: "S",
      file: "dist/server.mjs",
      env: {},
      port: stage.ports.web,
      ready: "/api/health/live",
    },
    { name: "route", tag: "R", file: "scripts/bench/next-alone.mjs", env: {}, ready: "/api/health/live" },
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

function orderFor(stage, contender, round, inFlight) {
  return {
    port: contender.port,
    path: WEBHOOK_PATH,
    secret: stage.secrets.META_APP_SECRET,
    phoneNumberId: PHONE_NUMBER_ID,
    tag: `${contender.tag}${String(round).padStart(2, "0")}${String(inFlight).padStart(3, "0")}`,
    inFlight,
  };
}

async function measureOne(stage, load, contender, order) {
  const before = readUsage(contender.service.pid).cpuMicros;
  const databaseBefore = readServerMicros(stage.server.pid);
  const { statuses, perSecond, p50Ms, p99Ms } = await load.post(order);
  const accepted = statuses[200] ?? 0;
  const others = Object.keys(statuses).filter((status) => status !== "200");
  if (others.length > 0) throw new Error(`${contender.name} answered ${JSON.stringify(statuses)}`);
  return {
    perSecond,
    p50Ms,
    p99Ms,
    cpuMicros: (readUsage(contender.service.pid).cpuMicros - before) / accepted,
    databaseMicros: (readServerMicros(stage.server.pid) - databaseBefore) / accepted,
  };
}

/** The load comes from a process of its own; counted is what each contender has said 200 to. */
function startCountingLoad() {
  const load = startLoad("post-webhooks.mjs");
  const accepted = {};
  return {
    ...load,
    accepted,
    async post(order) {
      const result = await load.post(order);
      accepted[order.tag] = (accepted[order.tag] ?? 0) + (result.statuses[200] ?? 0);
      return result;
    },
  };
}

/** Throws unless every webhook that was answered 200 is there exactly once, in exactly one job. */
async function checkStored(stage, contenders, accepted) {
  const bare = await tagsIn(stage.bareUrl, "select raw as body from bare_events", "bare_jobs");
  const own = await tagsIn(
    stage.adminUrl,
    "select convert_from(raw, 'UTF8') as body from webhook_events",
    `graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      and t.identifier = 'ingest-event' cross join json_array_elements(j.payload -> 'eventIds')`,
  );
  const stored = { ...bare, ...own };
  for (const [tag, count] of Object.entries(accepted)) {
    const found = stored[tag] ?? { rows: 0, messages: 0 };
    if (found.rows !== count || found.messages !== count) {
      throw new Error(
        `${tag}: ${count} answered 200, ${found.rows} rows with ${found.messages} messages stored`,
      );
    }
  }
  const total = Object.values(accepted).reduce((sum, count) => sum + count, 0);
  console.log(
    `${total} webhooks were answered 200 by ${contenders.length} contenders; each is stored exactly once.`,
  );
}

async function tagsIn(url, bodies, jobs) {
  const sql = postgres(url, { max: 1, idle_timeout: 1 });
  const rows = await sql.unsafe(`
    select substring(body from 'wamid\\.([A-Z]\\d{5})') as tag, count(*)::int as rows,
      count(distinct substring(body from 'wamid\\.\\w+'))::int as messages from (${bodies}) as b group by 1`);
  const [counted] = await sql.unsafe(`select count(*)::int as jobs from ${jobs}`);
  await sql.end();
  const stored = rows.reduce((sum, row) => sum + row.rows, 0);
  if (stored !== counted.jobs) throw new Error(`${stored} events stored, but ${counted.jobs} jobs`);
  return Object.fromEntries(rows.map(({ tag, ...counts }) => [tag, counts]));
}

/** What web and worker hold after all of the load, the worker having worked at the pile it left. */
async function measureMemory(stage, web, seconds) {
  const { secrets, ports } = stage;
  const simulator = stage.start("simulator", "dist/simulator.mjs", {
    ...stage.product,
    ...simulatorEnvironment({ secrets, ports }),
  });
  await stage.ready(`http://127.0.0.1:${ports.simulator}/_sim/health`, simulator);
  const worker = stage.start("worker", "dist/worker.mjs", stage.product);
  await new Promise((resolve) => setTimeout(resolve, Math.max(5, 2 * seconds) * 1000));
  const inMegabytes = (service) => Math.round(readUsage(service.pid).memoryBytes / 1e6);
  return { webMb: inMegabytes(web.service), workerMb: inMegabytes(worker), goalMb: 450 };
}

function describe({ contender, round, inFlight, perSecond, p50Ms, p99Ms, cpuMicros, databaseMicros }) {
  const shown = `${Math.round(perSecond)}/s, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`;
  const cpu = `${Math.round(cpuMicros)} µs (database ${Math.round(databaseMicros)} µs) each`;
  return `round ${round}  ${contender.padEnd(6)} ${String(inFlight).padStart(3)} in flight: ${shown}, ${cpu}`;
}
