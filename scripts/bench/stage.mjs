import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { buildPrograms, buildWeb, isBuilt } from "../build.mjs";
import { startPostgres } from "../postgres/start.mjs";
import { findFreePort } from "../processes/ports.mjs";
import { run } from "../processes/run.mjs";
import { startService, waitUntilReady } from "../processes/service.mjs";
import { bareEnvironment, createSecrets, productEnvironment } from "../setup/environment.mjs";
import { REPO_ROOT } from "../setup/tools.mjs";

const READY_TIMEOUT_MS = 60_000;
const DATABASE = "trustguard";
const RUNTIME_USER = "trustguard_bench";

/** The number of the example business at the simulator, and what it may be used with there. */
export const PHONE_NUMBER_ID = "106540352242922";
export const ACCESS_TOKEN = "EAAsimulatedAdasFashion0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * All that a bench stands on: the built product, a PostgreSQL of its own that syncs every commit to the disk, the
 * example business, plain tables for the bare limit. `work` gets it; afterwards nothing is left.
 */
export async function withStage(work) {
  if (!isBuilt()) await build();
  const folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-bench-"));
  const server = await startPostgres({
    dir: path.join(folder, "postgres"),
    temporary: true,
    settings: { fsync: "on", synchronous_commit: "on", shared_buffers: "256MB", max_wal_size: "4GB" },
  });
  const services = [];
  const admin = postgres(server.adminUrl("postgres"), { max: 1, onnotice: () => {} });
  process.once("SIGINT", () => process.exit(130));
  try {
    return await work(await prepare({ folder, server, services, admin }));
  } finally {
    for (const service of services.reverse()) await service.stop();
    await admin.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build() {
  console.log("building first …");
  await buildPrograms();
  await buildWeb();
}

async function prepare({ folder, server, services, admin }) {
  const [web, simulator, mail] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
  const ports = { web, simulator, mail };
  const secrets = createSecrets();
  const adminUrl = server.adminUrl(DATABASE);
  const databaseUrl = adminUrl.replace("://", `://${RUNTIME_USER}:bench@`).replace(/@[^@/]*@/, "@");
  const storageDir = path.join(folder, "storage");
  const product = {
    ...bareEnvironment(),
    ...productEnvironment({ secrets, ports, databaseUrl, storageDir }),
  };
  await admin.unsafe(`create database ${DATABASE}`);
  await admin.unsafe("create database bare");
  await runProgram("dist/migrate.mjs", { ...product, DATABASE_ADMIN_URL: adminUrl });
  await runProgram("scripts/demo/run-seed.mjs", product);
  const bareUrl = server.adminUrl("bare");
  await createBareTables(bareUrl);
  const start = (name, file, env) => {
    const logFile = path.join(folder, `${name}.log`);
    const service = startService({ name, file, env, logFile });
    services.push(service);
    return service;
  };
  return { folder, server, ports, secrets, product, bareUrl, adminUrl, start, ready };
}

/** Waits until a service answers. */
function ready(url, service) {
  return waitUntilReady(url, { service, timeoutMs: READY_TIMEOUT_MS });
}

async function createBareTables(bareUrl) {
  const sql = postgres(bareUrl, { max: 1 });
  await sql`create table bare_events (id bigint generated always as identity primary key, raw text not null,
    received_at timestamptz not null default now())`;
  await sql`create table bare_jobs (id bigint generated always as identity primary key, event_id bigint not null,
    taken_at timestamptz)`;
  await sql.end();
}

async function runProgram(file, env) {
  const { code, output } = await run([process.execPath, path.join(REPO_ROOT, file)], { env });
  if (code !== 0) throw new Error(output);
}
