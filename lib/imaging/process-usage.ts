import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

export type ProcessUsage = {
  /** The most memory it has held at once, as far as the system tells. */
  peakBytes: number;
  /** Processor time so far, user and system. */
  cpuMs: number;
};

/** Linux counts a hundredth of a second as one tick, on every machine Node runs on. */
const TICK_MS = 10;

/** What a process has used, or null when it is gone or the system does not say. */
export async function readUsage(pid: number): Promise<ProcessUsage | null> {
  if (process.platform === "linux") return readFromProc(pid).catch(() => null);
  return process.platform === "win32" ? null : readFromPs(pid);
}

async function readFromProc(pid: number): Promise<ProcessUsage> {
  const [status, stat] = await Promise.all([
    readFile(`/proc/${pid}/status`, "utf8"),
    readFile(`/proc/${pid}/stat`, "utf8"),
  ]);
  const peakKib = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  // The name in brackets may hold spaces; user and system time are the 12th and 13th words after it.
  const words = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(words[11]) + Number(words[12]);
  return { peakBytes: peakKib * 1024, cpuMs: ticks * TICK_MS };
}

function readFromPs(pid: number): Promise<ProcessUsage | null> {
  return new Promise((resolve) => {
    execFile("/bin/ps", ["-o", "rss=,time=", "-p", String(pid)], (error, output) => {
      const [, kib, minutes, seconds] = /^\s*(\d+)\s+(\d+):([\d.]+)/.exec(output) ?? [];
      if (error !== null || kib === undefined) return resolve(null);
      resolve({ peakBytes: Number(kib) * 1024, cpuMs: (Number(minutes) * 60 + Number(seconds)) * 1000 });
    });
  });
}
