import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { findFreePort } from "../processes/ports.mjs";
import { simulatorEnvironment } from "../setup/environment.mjs";
import { median, medianOfEach, medianRatio, percentile, rotate, threeDigits } from "./figures.mjs";
import { Phones } from "./phones.mjs";
import { countFrom } from "./settings.mjs";
import { ACCESS_TOKEN, withStage } from "./stage.mjs";
import { readServerMicros, readUsage } from "./usage.mjs";

const SINGLES = 20;
const BURST = 200;
const PAUSE_MS = 50;
const QUESTION = "Good morning, how much is the red ankara dress?";

/** From a person's message to the answer on their phone: the product, and a bare pipe, in turn. */
export function measure() {
  const rounds = countFrom("BENCH_ROUNDS", 5);
  return withStage(async (stage) => {
    const contenders = [await startProduct(stage, rounds), await startLimit(stage, rounds)];
    for (const contender of contenders) await measureRound(stage, contender, 0);
    const rows = [];
    for (let round = 1; round <= rounds; round += 1) {
      for (const contender of rotate(contenders, round)) {
        const row = await measureRound(stage, contender, round);
        rows.push({ contender: contender.name, ...row });
        console.log(`round ${round}  ${describe(rows.at(-1))}`);
      }
    }
    for (const contender of contenders) await contender.sql.end();
    const memory = contenders[0].services.map((one) => Math.round(readUsage(one.pid).memoryBytes / 1e6));
    return { rounds, burst: BURST, ...summarize(rows), memory: { webMb: memory[0], workerMb: memory[1] } };
  });
}

async function startProduct(stage, rounds) {
  const { ports, product } = stage;
  const phones = await startSimulator(stage, "simulator", ports, rounds);
  const worker = stage.start("worker", "dist/worker.mjs", product);
  const web = stage.start("web", "dist/server.mjs", product);
  await stage.ready(`http://127.0.0.1:${ports.web}/api/health/ready`, web);
  const sql = postgres(stage.adminUrl, { max: 1 });
  const waiting = () =>
    sql`select count(*)::int as jobs from graphile_worker._private_jobs where run_at <= now()`;
  return { name: "product", phones, services: [web, worker], sql, waiting };
}

async function startLimit(stage, rounds) {
  const [web, simulator, mail] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
  const phones = await startSimulator(stage, "limit's simulator", { web, simulator, mail }, rounds);
  const env = {
    ...stage.product,
    DATABASE_URL: stage.bareUrl,
    PORT: String(web),
    META_GRAPH_URL: `http://127.0.0.1:${simulator}`,
    BENCH_TOKEN: ACCESS_TOKEN,
    BENCH_NOTIFY: "1",
  };
  const server = stage.start("limit's server", "scripts/bench/limits/take-webhooks.mjs", env);
  const worker = stage.start("limit's worker", "scripts/bench/limits/answer-messages.mjs", env);
  await stage.ready(`http://127.0.0.1:${web}/`, server);
  const sql = postgres(stage.bareUrl, { max: 1 });
  const waiting = () => sql`select count(*)::int as jobs from bare_jobs`;
  return { name: "limit", phones, services: [server, worker], sql, waiting };
}

/** One simulator each, for it knows one app. Meta's limits of 80 messages a second are off: they would be measured. */
async function startSimulator(stage, name, ports, rounds) {
  const env = simulatorEnvironment({ secrets: stage.secrets, ports });
  const people = Array.from({ length: (rounds + 1) * BURST + 1 }, (_, place) => ({
    name: "Amina",
    phone: phoneOf(place),
  }));
  const limits = { pairRate: false, throughput: false };
  const file = path.join(stage.folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(env.SIMULATOR_CONFIG), people, limits }));
  const service = stage.start(name, "dist/simulator.mjs", {
    ...stage.product,
    ...env,
    SIMULATOR_CONFIG: file,
  });
  const url = `http://127.0.0.1:${ports.simulator}`;
  await stage.ready(`${url}/_sim/health`, service);
  const phones = await Phones.watch(url);
  // The ticks would be three webhooks more for every answer.
  await phones.fault("withhold_statuses");
  return phones;
}

function phoneOf(place) {
  return `2348${String(place).padStart(9, "0")}`;
}

/** Twenty messages one after the other by somebody known, then one message each by 200 people never heard of. */
async function measureRound(stage, contender, round) {
  const { phones } = contender;
  const singles = [];
  for (let sent = 0; sent < SINGLES; sent += 1) {
    const { saidAt, answeredAt } = await phones.ask(phoneOf(0), QUESTION);
    singles.push(answeredAt - saidAt);
    await sleep(PAUSE_MS);
  }
  await untilIdle(contender);
  const before = usageOf(stage, contender);
  const strangers = Array.from({ length: BURST }, (_, place) => phoneOf(1 + round * BURST + place));
  const seen = await Promise.all(strangers.map((phone) => phones.ask(phone, QUESTION)));
  await untilIdle(contender);
  const after = usageOf(stage, contender);
  const waits = seen.map(({ saidAt, answeredAt }) => answeredAt - saidAt);
  const first = Math.min(...seen.map(({ saidAt }) => saidAt));
  const last = Math.max(...seen.map(({ answeredAt }) => answeredAt));
  return {
    singleP50Ms: median(singles),
    burstP50Ms: percentile(waits, 50),
    burstP95Ms: percentile(waits, 95),
    perSecond: (BURST * 1000) / (last - first),
    cpuMicros: (after.own - before.own) / BURST,
    databaseMicros: (after.database - before.database) / BURST,
    messagesEach: (after.answers - before.answers) / BURST,
  };
}

/** Until nothing waits in the queue: what follows an answer costs, too. */
async function untilIdle({ waiting }) {
  for (;;) {
    const [{ jobs }] = await waiting();
    if (jobs === 0) return;
    await sleep(PAUSE_MS);
  }
}

function usageOf(stage, { services, phones }) {
  return {
    own: services.reduce((sum, { pid }) => sum + readUsage(pid).cpuMicros, 0),
    database: readServerMicros(stage.server.pid),
    answers: phones.answers,
  };
}

function summarize(rows) {
  const of = (name) =>
    rows.filter((row) => row.contender === name).map(({ contender: _, ...figures }) => figures);
  const product = of("product");
  const limit = of("limit");
  const rounded = (figures) =>
    Object.fromEntries(
      Object.entries(medianOfEach(figures)).map(([name, value]) => [name, threeDigits(value)]),
    );
  const compare = (name) =>
    threeDigits(
      medianRatio(
        product.map((row) => row[name]),
        limit.map((row) => row[name]),
      ),
    );
  return {
    figures: { product: rounded(product), limit: rounded(limit) },
    ratios: {
      singleP50: compare("singleP50Ms"),
      burstP50: compare("burstP50Ms"),
      burstP95: compare("burstP95Ms"),
      perSecond: compare("perSecond"),
      cpu: compare("cpuMicros"),
      database: compare("databaseMicros"),
    },
  };
}

function describe(row) {
  const burst = `burst of ${BURST} p50 ${row.burstP50Ms.toFixed(0)} ms, p95 ${row.burstP95Ms.toFixed(0)} ms`;
  const rate = `${Math.round(row.perSecond)} answered/s, ${row.messagesEach} messages each`;
  const cpu = `${Math.round(row.cpuMicros)} µs (database ${Math.round(row.databaseMicros)} µs) each`;
  return `${row.contender.padEnd(7)} single p50 ${row.singleP50Ms.toFixed(1)} ms; ${burst}, ${rate}, ${cpu}`;
}
