import path from "node:path";
import { startPostgres, stopPostgres } from "../postgres/start.mjs";
import { isPortFree } from "../processes/ports.mjs";
import { run } from "../processes/run.mjs";
import { bareEnvironment, productEnvironment } from "../setup/environment.mjs";
import { REPO_ROOT } from "../setup/tools.mjs";
import { PLACES, writeSettings } from "./state.mjs";

const DATABASE = "trustguard";
const RUNTIME_USER = "trustguard_app";

/**
 * Starts the demo's PostgreSQL and brings its schema up to date.
 *
 * @returns {Promise<object>} the product's environment, the runtime login in it
 */
export async function prepareDatabase({ settings, host, ports, shutdown, must }) {
  const server = await must("database", async () => {
    const started = await startServer(settings.own);
    shutdown.add(() => started.stop());
    const isElsewhere = started.folder !== PLACES.postgres;
    return { ...started, remark: isElsewhere ? `in ${started.folder}` : undefined };
  });
  const adminUrl = server.adminUrl(DATABASE);
  const databaseUrl = runtimeAddress(adminUrl, settings.own);
  const { secrets, own } = settings;
  const appUrl = `http://${host}:${ports.web}`;
  const environment = {
    ...productEnvironment({ secrets, ports, databaseUrl, storageDir: PLACES.storage }),
    APP_URL: appUrl,
    NEXTAUTH_URL: appUrl,
  };
  const owner = { DATABASE_ADMIN_URL: adminUrl };
  const demo = { ...own, DEMO_DATABASE_PORT: server.port, DEMO_MAIL_PORT: ports.mail };
  writeSettings({ ...environment, ...owner, ...demo });
  await must("schema", async () => {
    await createDatabase(server);
    await runProgram("dist/migrate.mjs", { ...environment, ...owner });
  });
  return environment;
}

/** On the port it had before when that is still free: other programs may have been told about it. */
async function startServer(own) {
  // A demo that was killed together with its guardian leaves the server running.
  await stopPostgres(PLACES.postgres);
  const lastPort = Number(own.DEMO_DATABASE_PORT);
  return startPostgres({
    dir: PLACES.postgres,
    port: lastPort && (await isPortFree(lastPort)) ? lastPort : undefined,
    password: own.DEMO_ADMIN_PASSWORD,
    logFile: path.join(PLACES.logs, "postgres.log"),
  });
}

function runtimeAddress(adminUrl, own) {
  const address = new URL(adminUrl);
  address.username = RUNTIME_USER;
  address.password = own.DEMO_RUNTIME_PASSWORD;
  return address.href;
}

async function createDatabase(server) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(server.adminUrl("postgres"), { max: 1 });
  try {
    const found = await sql`SELECT 1 FROM pg_database WHERE datname = ${DATABASE}`;
    if (found.length === 0) await sql.unsafe(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    const isWrongPassword = error.code === "28P01";
    if (!isWrongPassword) throw error;
    throw new Error("The data are from another demo.env. Start anew: npm run demo -- --fresh");
  } finally {
    await sql.end();
  }
}

/** Puts the example business in, once. Gives the people to be, as the seed tells them. */
export async function seedDatabase({ environment, must }) {
  let people;
  await must("example business", async () => {
    const output = await runProgram("scripts/demo/run-seed.mjs", environment);
    people = JSON.parse(output.trimEnd().split("\n").at(-1));
  });
  return people;
}

async function runProgram(file, environment) {
  const program = [process.execPath, "--enable-source-maps", path.join(REPO_ROOT, file)];
  const { code, output } = await run(program, { env: { ...bareEnvironment(), ...environment } });
  if (code !== 0) throw new Error(output);
  return output;
}
