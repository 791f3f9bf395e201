import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Whether a process with this id exists (an unreaped zombie counts as gone). */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return !isZombie(pid);
}

function isZombie(pid) {
  if (process.platform !== "linux") return false;
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}

/** What program runs under this id: a path, a name, or "" when it cannot be told. Ids are reused, so look first. */
export function programOf(pid) {
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/exe`);
    if (process.platform === "win32")
      return outputOf("tasklist", ["/FO", "CSV", "/NH", "/FI", `PID eq ${pid}`]);
    return outputOf("ps", ["-o", "command=", "-p", String(pid)]);
  } catch {
    return "";
  }
}

function outputOf(program, args) {
  return execFileSync(program, args, { stdio: ["ignore", "pipe", "ignore"] }).toString();
}

/** Waits until the process is gone. Gives false when it is still there after `timeoutMs`. */
export async function waitUntilGone(pid, timeoutMs) {
  const giveUpAt = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > giveUpAt) return false;
    await sleep(20);
  }
  return true;
}

/** Sends a signal; a process that is gone already is fine. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
