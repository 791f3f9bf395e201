import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import readline from "node:readline";
import { fileURLToPath } from "node:url";
import { isAlive, signal, waitUntilGone } from "./alive.mjs";

/**
 * Children run in process groups of their own, so that Ctrl-C does not hit them before their parent can stop them
 * in order. This small process ends them when the parent itself was killed and could not: it notices the end of
 * its standard input. Started on first use, it costs nothing else.
 */
let guardian;

/** Has the process ended by `signalName`, and `removeDir` deleted, should this process die without stopping it. */
export function guard(pid, signalName, removeDir) {
  tell({ guard: pid, signalName, removeDir });
}

/** The process was stopped in the ordinary way. */
export function unguard(pid) {
  tell({ unguard: pid });
}

function tell(message) {
  guardian ??= startGuardian();
  guardian.stdin.write(`${JSON.stringify(message)}\n`);
}

function startGuardian() {
  const file = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [file, "--watch"], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    windowsHide: true,
  });
  child.stdin.on("error", () => {});
  child.unref();
  child.stdin.unref();
  return child;
}

async function watch() {
  const guarded = new Map();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    if (message.guard) guarded.set(message.guard, message);
    else guarded.delete(message.unguard);
  }
  // The latest first: servers before the database that they use.
  for (const [pid, { signalName, removeDir }] of [...guarded].reverse()) {
    if (isAlive(pid)) signal(pid, signalName);
    if (!(await waitUntilGone(pid, 10_000))) signal(pid, "SIGKILL");
    if (removeDir) rmSync(removeDir, { recursive: true, force: true });
  }
}

if (process.argv[2] === "--watch" && process.argv[1] === fileURLToPath(import.meta.url)) await watch();
