import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { REPO_ROOT } from "../setup/tools.mjs";
import { signal } from "./alive.mjs";
import { guard, unguard } from "./guardian.mjs";

const STOP_TIMEOUT_MS = 12_000;
const ANSWER_TIMEOUT_MS = 5000;
const LAST_LINES = 15;

/**
 * Starts a program that runs until it is stopped. It gets a process group of its own, so that Ctrl-C leaves the
 * order of stopping to us, and is ended with us even if we are killed. The types are in service.d.mts.
 */
export function startService({ name, file, env, logFile }) {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(process.execPath, ["--enable-source-maps", path.join(REPO_ROOT, file)], {
    cwd: REPO_ROOT,
    env,
    detached: process.platform !== "win32",
    windowsHide: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  if (child.pid) guard(child.pid, "SIGTERM");
  const service = { name, pid: child.pid, logFile, isStopping: false, isRunning: true };
  service.ended = new Promise((resolve) => {
    const end = (how) => {
      service.isRunning = false;
      if (child.pid) unguard(child.pid);
      resolve(how);
    };
    child.once("error", (error) => end(error.message));
    child.once("exit", (code, signalName) => end(signalName ? `by ${signalName}` : `with code ${code}`));
  });
  service.stop = () => stop(service);
  return service;
}

async function stop(service) {
  service.isStopping = true;
  if (!service.isRunning) return;
  signal(service.pid, "SIGTERM");
  const late = sleep(STOP_TIMEOUT_MS, "late", { ref: false });
  if ((await Promise.race([service.ended, late])) === "late" && service.isRunning) {
    signal(service.pid, "SIGKILL");
    await service.ended;
  }
}

/**
 * Waits until `url` answers 200.
 *
 * @param {{ timeoutMs: number, service: object }} options fails at once when the service ends
 */
export async function waitUntilReady(url, { timeoutMs, service }) {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    if (await answers(url)) return;
    if (!service.isRunning) throw new Error(describeEnd(service, await service.ended));
    if (Date.now() > giveUpAt) throw new Error(describeEnd(service, "up not ready"));
    await sleep(50);
  }
}

/** On a connection that is closed at once: one kept open would hold up the server when it is to stop. */
function answers(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { agent: false, timeout: ANSWER_TIMEOUT_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(false));
  });
}

/** What to tell when a service ended that should not have: how, and its last words. */
export function describeEnd({ name, logFile }, how) {
  const lines = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-LAST_LINES);
  return `The ${name} ended ${how}. The end of ${path.relative(process.cwd(), logFile)}:\n${lines.join("\n")}`;
}
