import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../processes/alive.mjs";
import { signalRunning } from "../processes/run.mjs";

/** npm passes Ctrl-C on although the terminal has sent it already: what follows so soon is the same key press. */
const SAME_KEY_PRESS_MS = 1500;
const PARENT_CHECK_MS = 1000;
const PENDING_CHECK_MS = 50;

/**
 * Collects what must be stopped and stops it, the latest first: on Ctrl-C, SIGTERM or SIGHUP, when npm (which does
 * not pass every signal on) is gone, or when `end` is called. Work that was under way when the end came is waited
 * for, since what it has just started must be stopped as well.
 */
export class Shutdown {
  #stops = [];
  #pending = new Set();
  #endingSince;
  #onEnd;

  constructor({ onEnd }) {
    this.#onEnd = onEnd;
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => this.#endForPerson());
    watchParent(() => this.#endForPerson());
  }

  get isEnding() {
    return this.#endingSince !== undefined;
  }

  /** `stop` is called when the end comes. */
  add(stop) {
    this.#stops.push(stop);
  }

  /** Does some work that may start what must be stopped. */
  async track(work) {
    const promise = work();
    this.#pending.add(promise);
    try {
      return await promise;
    } finally {
      this.#pending.delete(promise);
    }
  }

  /** Stops everything and ends this process. */
  async end(exitCode) {
    if (this.isEnding) return;
    this.#endingSince = Date.now();
    while (this.#stops.length > 0 || this.#pending.size > 0) {
      signalRunning("SIGTERM");
      await stopQuietly(this.#stops.pop());
      if (this.#stops.length === 0 && this.#pending.size > 0) await sleep(PENDING_CHECK_MS);
    }
    this.#onEnd();
    process.exit(exitCode);
  }

  #endForPerson() {
    if (!this.isEnding) {
      console.log("\nStopping …");
      this.end(0);
    } else if (Date.now() - this.#endingSince > SAME_KEY_PRESS_MS) {
      // Asked again: the guardian ends what is left.
      process.exit(1);
    }
  }
}

async function stopQuietly(stop) {
  try {
    await stop?.();
  } catch (error) {
    console.error(error.message);
  }
}

/** npm runs a shell that runs us: when either is killed, nobody would pass Ctrl-C on any more. */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event !== "demo" || process.platform === "win32") return;
  const ancestors = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
  const check = setInterval(() => {
    if (ancestors.every(isAlive)) return;
    clearInterval(check);
    onGone();
  }, PARENT_CHECK_MS);
  check.unref();
}

function parentOf(pid) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(pid)]);
  return Number(stdout);
}
