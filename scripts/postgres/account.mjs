import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";

const REACHABLE_PREFIX = "/var/tmp/trustguard-";

/**
 * The account PostgreSQL runs under: it refuses root, so root lends it `postgres` or `nobody`.
 *
 * @returns {{ uid: number, gid: number } | undefined} undefined when this process may run it itself
 */
export function postgresAccount() {
  if (process.platform === "win32" || process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    try {
      return { uid: idOf("-u", name), gid: idOf("-g", name) };
    } catch {
      // No such user on this machine: try the next.
    }
  }
  throw new Error("PostgreSQL does not run as root and this machine has neither a user postgres nor nobody.");
}

function idOf(flag, name) {
  const id = Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }).toString());
  if (!Number.isInteger(id) || id < 0) throw new Error(`no usable id for ${name}`);
  return id;
}

/** Whether the account can walk down to `target`: a clone below a private home (0700) is closed to it. */
export function isReachable(target, account) {
  if (!account) return true;
  let folder = path.resolve(target);
  while (!exists(folder)) folder = path.dirname(folder);
  folder = realpathSync(folder);
  for (;;) {
    if (!mayEnter(statSync(folder), account)) return false;
    const parent = path.dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

function exists(file) {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function mayEnter(stats, { uid, gid }) {
  if (stats.uid === uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

/**
 * A folder outside private homes for what `wanted` was meant to hold; always the same one for the same path.
 * Others can write to /var/tmp too, so a folder of that name which is not root's own is refused.
 */
export function reachableFolder(wanted) {
  const name = createHash("sha256").update(path.resolve(wanted)).digest("hex").slice(0, 16);
  const folder = `${REACHABLE_PREFIX}${name}`;
  mkdirSync(folder, { mode: 0o755, recursive: true });
  const stats = lstatSync(folder);
  if (!stats.isDirectory() || stats.uid !== 0 || (stats.mode & 0o022) !== 0) {
    throw new Error(`${folder} belongs to somebody else: remove it and start again.`);
  }
  return folder;
}

/** Whether {@link reachableFolder} made this folder. */
export function isReachableFolder(folder) {
  return folder.startsWith(REACHABLE_PREFIX);
}
