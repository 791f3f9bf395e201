import { execFileSync, spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { isAlive, programOf } from "../processes/alive.mjs";
import { isReachable, isReachableFolder, reachableFolder } from "./account.mjs";

/** Superuser of the clusters made here; owns the schema, used by migrations only. */
export const ADMIN_USER = "postgres";

/** The folder that really holds the cluster wanted at `dir`: elsewhere when the account cannot get there. */
export function clusterFolder(dir, account) {
  const wanted = path.resolve(dir);
  if (isReachable(path.dirname(wanted), account)) return wanted;
  return path.join(reachableFolder(wanted), "data");
}

/** Deletes a cluster, and the folder that was made for it where it could be reached. */
export function removeCluster(folder) {
  rmSync(folder, { recursive: true, force: true });
  const parent = path.dirname(folder);
  if (isReachableFolder(parent)) rmSync(parent, { recursive: true, force: true });
}

/** Makes the cluster if it is not there yet. It appears whole or not at all, even when initdb is killed. */
export function createCluster({ folder, binDir, account, password }) {
  if (existsSync(path.join(folder, "PG_VERSION"))) return;
  mkdirSync(path.dirname(folder), { recursive: true });
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  withPasswordFile(password, account, (pwfile) => {
    const initdb = path.join(binDir, "initdb");
    run(initdb, initArguments(initdb, unfinished, pwfile), account);
  });
  renameSync(unfinished, folder);
}

function initArguments(initdb, folder, pwfile) {
  const auth = pwfile ? ["--auth=scram-sha-256", `--pwfile=${pwfile}`] : ["--auth=trust"];
  const fixed = ["--encoding=UTF8", "--no-sync", "--no-instructions"];
  return ["-D", folder, `--username=${ADMIN_USER}`, ...auth, ...localeArguments(initdb), ...fixed];
}

/** Plain C order with Unicode case rules: the same on every system, unlike the system's own locales. */
function localeArguments(initdb) {
  const version = Number(/(\d+)\./.exec(execFileSync(initdb, ["--version"]).toString())?.[1]);
  const hasBuiltinProvider = version >= 17;
  if (!hasBuiltinProvider) return ["--locale=C.UTF-8"];
  return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
}

/** The password goes to initdb in a file of its own: arguments can be read by everybody on the machine. */
function withPasswordFile(password, account, use) {
  if (!password) return use(undefined);
  const folder = mkdtempSync(path.join(account ? "/var/tmp" : os.tmpdir(), "trustguard-"));
  try {
    const file = path.join(folder, "password");
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    if (account) {
      chownSync(folder, account.uid, account.gid);
      chownSync(file, account.uid, account.gid);
    }
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program, args, account) {
  const result = spawnSync(program, args, { ...account, cwd: path.parse(program).root, windowsHide: true });
  if (result.error) throw result.error;
  if (result.status === 0) return;
  const reason = `${result.stderr}`.trim() || `ended with ${result.signal ?? result.status}`;
  throw new Error(`${path.basename(program)} failed: ${reason}`);
}

/**
 * What postmaster.pid says (PostgreSQL, "Server Creation": line 1 pid, 4 port, 8 status).
 * A file left behind by a killed server, or by a machine that was switched off, counts as none.
 *
 * @returns {{ pid: number, port: number, isReady: boolean } | undefined}
 */
export function readPostmaster(folder) {
  const file = path.join(folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid) || !/postgres/.test(programOf(pid))) return undefined;
  return { pid, port: Number(lines[3]), isReady: (lines[7] ?? "").trim() === "ready" };
}
