import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signal, waitUntilGone } from "../processes/alive.mjs";
import { guard, unguard } from "../processes/guardian.mjs";
import { findFreePort, isPortFree } from "../processes/ports.mjs";
import { postgresAccount } from "./account.mjs";
import { findBinaries } from "./binaries.mjs";
import { ADMIN_USER, clusterFolder, createCluster, readPostmaster, removeCluster } from "./cluster.mjs";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const PORT_TRIES = 3;

/** Why PostgreSQL did not start; `code` is `already-running`, `port-taken` or `did-not-start`. */
export class PostgresError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * Starts a PostgreSQL of our own on the loopback interface; makes the cluster on the first call.
 * The types and the meaning of the options are in start.d.mts.
 */
export async function startPostgres(options) {
  const account = postgresAccount();
  const binDir = options.binDir ?? findBinaries(account);
  const folder = clusterFolder(options.dir, account);
  const running = readPostmaster(folder);
  if (running) {
    const where = `process ${running.pid}, port ${running.port}`;
    throw new PostgresError("already-running", `PostgreSQL is already running on ${folder} (${where}).`);
  }
  createCluster({ folder, binDir, account, password: options.password });
  rmSync(path.join(folder, "postmaster.pid"), { force: true });
  const server = { folder, binDir, account, logFile: options.logFile ?? path.join(folder, "server.log") };
  const { pid, port } = await launchOnPort(server, options);
  guard(pid, "SIGINT", options.temporary ? folder : undefined);
  return handle({ ...server, pid, port }, options);
}

function handle({ folder, binDir, pid, port }, { password, temporary }) {
  const login = password ? `${ADMIN_USER}:${encodeURIComponent(password)}` : ADMIN_USER;
  return {
    adminUrl: (databaseName) => `postgres://${login}@127.0.0.1:${port}/${databaseName}`,
    port,
    pid,
    folder,
    async stop() {
      await stopServer({ folder, binDir, pid });
      unguard(pid);
      if (temporary) removeCluster(folder);
    },
  };
}

/** Stops the server of `dir` that an earlier, killed run left behind. Gives false when there is none. */
export async function stopPostgres(dir) {
  const account = postgresAccount();
  const folder = clusterFolder(dir, account);
  const running = readPostmaster(folder);
  if (!running) return false;
  const binDir = process.platform === "win32" ? findBinaries(account) : undefined;
  await stopServer({ folder, binDir, pid: running.pid });
  return true;
}

/** Where the cluster asked for at `dir` really is. */
export function postgresFolder(dir) {
  return clusterFolder(dir, postgresAccount());
}

/** Deletes the cluster of `dir`, which must not be running. */
export function erasePostgres(dir) {
  removeCluster(postgresFolder(dir));
}

async function launchOnPort(server, { port: wantedPort, fsync = true, settings = {} }) {
  if (wantedPort && !(await isPortFree(wantedPort))) throw portTaken(wantedPort);
  for (let attempt = 1; ; attempt += 1) {
    const port = wantedPort ?? (await findFreePort());
    const pid = await launch(server, serverArguments({ folder: server.folder, port, fsync, settings }));
    if (pid) return { pid, port };
    // Between finding a free port and binding it, somebody else may have taken it.
    const isLast = wantedPort !== undefined || attempt === PORT_TRIES;
    if (isLast) throw portTaken(port);
  }
}

function portTaken(port) {
  return new PostgresError("port-taken", `Port ${port} for PostgreSQL is taken by another program.`);
}

function serverArguments({ folder, port, fsync, settings }) {
  const all = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    // A failed statement and its "Key (phone)=(…)" detail would put personal data into the log.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    max_connections: 200,
    ...(fsync ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    ...settings,
  };
  return ["-D", folder, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** Starts the server and waits until it takes connections. Gives undefined when its port turned out taken. */
async function launch(server, args) {
  const logStart = existsSync(server.logFile) ? readFileSync(server.logFile, "utf8").length : 0;
  const child = process.platform === "win32" ? launchByControl(server, args) : launchDirectly(server, args);
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const state = readPostmaster(server.folder);
    if (state?.isReady) return state.pid;
    if (child.hasEnded()) break;
    if (Date.now() > giveUpAt) {
      if (state) signal(state.pid, "SIGQUIT");
      break;
    }
    await sleep(20);
  }
  const said = readFileSync(server.logFile, "utf8").slice(logStart).trim();
  if (/could not bind|Address already in use/i.test(said)) return undefined;
  if (/still in use/i.test(said) && Date.now() < giveUpAt) {
    // A killed server's last processes are on their way out.
    await sleep(200);
    return launch(server, args);
  }
  const lastLines = said.split("\n").slice(-5).join("\n");
  throw new PostgresError("did-not-start", `PostgreSQL did not start:\n${lastLines}`);
}

/** Detached: in its own process group Ctrl-C in the terminal does not reach it before its users are stopped. */
function launchDirectly({ binDir, account, logFile }, args) {
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(path.join(binDir, "postgres"), args, {
    ...account,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let failure;
  child.once("error", (error) => {
    failure = error;
  });
  child.unref();
  return {
    hasEnded() {
      if (failure) throw failure;
      return child.exitCode !== null || child.signalCode !== null;
    },
  };
}

/** Windows: PostgreSQL refuses administrators; its own control program gives the rights up before starting it. */
function launchByControl({ binDir, folder, logFile }, args) {
  const quoted = args.slice(2).map((arg) => `"${arg}"`);
  const controlArgs = ["start", "-W", "-D", folder, "-l", logFile, "-o", quoted.join(" ")];
  const child = spawn(path.join(binDir, "pg_ctl"), controlArgs, { stdio: "ignore", windowsHide: true });
  const askedAt = Date.now();
  const graceMs = 5000;
  return { hasEnded: () => child.exitCode !== null && Date.now() - askedAt > graceMs };
}

/** "Fast" shutdown: open transactions are rolled back, what was committed stays; "immediate" if that hangs. */
async function stopServer({ folder, binDir, pid }) {
  if (process.platform === "win32") {
    const args = ["stop", "-D", folder, "-m", "fast", "-t", String(STOP_TIMEOUT_MS / 1000)];
    spawnSync(path.join(binDir, "pg_ctl"), args, { stdio: "ignore", windowsHide: true });
    return;
  }
  signal(pid, "SIGINT");
  if (await waitUntilGone(pid, STOP_TIMEOUT_MS)) return;
  signal(pid, "SIGQUIT");
  await waitUntilGone(pid, STOP_TIMEOUT_MS);
}
