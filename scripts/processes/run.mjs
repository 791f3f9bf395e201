import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { REPO_ROOT } from "../setup/tools.mjs";

const running = new Set();

/**
 * Runs a program to its end.
 *
 * @param {string[]} commandLine program and arguments
 * @param {{ env?: object, logFile?: string, echo?: boolean }} options echo: show what it prints while it runs
 * @returns {Promise<{ code: number, output: string }>} a program ended by a signal has code 1
 */
export function run([program, ...args], { env = process.env, logFile, echo = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: REPO_ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    const log = logFile ? createWriteStream(logFile, { flags: "a" }) : undefined;
    const chunks = [];
    const take = (chunk) => {
      chunks.push(chunk);
      log?.write(chunk);
      if (echo) process.stdout.write(chunk);
    };
    running.add(child);
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      log?.end();
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() });
    });
  });
}

/** Passes a signal on to every program that is still running here. */
export function signalRunning(name) {
  for (const child of running) child.kill(name);
}
