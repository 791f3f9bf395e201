import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Linux counts a hundredth of a second as one tick, on every machine Node runs on. */
const TICK_MICROS = 10_000;

/**
 * What a process has used so far.
 *
 * @returns {{ cpuMicros: number, memoryBytes: number }} processor time, user and system; memory resident now
 */
export function readUsage(pid) {
  return process.platform === "linux" ? readFromProc(pid) : readFromPs(pid);
}

/** Processor time of a PostgreSQL server: the postmaster, what it started, and (on Linux) what of that has ended. */
export function readServerMicros(postmasterPid) {
  const { cpuMicros, endedMicros = 0 } = readUsage(postmasterPid);
  return childrenOf(postmasterPid)
    .map((pid) => cpuOrNothing(pid))
    .reduce((sum, micros) => sum + micros, cpuMicros + endedMicros);
}

/** Parent and processor time in the text of /proc/<pid>/stat: its own, and that of its children that have ended. */
export function parseStat(text) {
  // The name in brackets may hold spaces; everything else is counted from behind it.
  const words = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [user, system, endedUser, endedSystem] = words.slice(11, 15).map(Number);
  return {
    parent: Number(words[1]),
    cpuMicros: (user + system) * TICK_MICROS,
    endedMicros: (endedUser + endedSystem) * TICK_MICROS,
  };
}

/** `ps -o rss=,time=`: kibibytes, then `[[days-]hours:]minutes:seconds[.hundredths]`. */
export function parsePs(text) {
  const [kib = "", time = ""] = text.trim().split(/\s+/);
  const seconds = time
    .replace("-", ":")
    .split(":")
    .reverse()
    .reduce((sum, part, place) => sum + Number(part) * [1, 60, 3600, 86_400][place], 0);
  return { cpuMicros: Math.round(seconds * 1e6), memoryBytes: Number(kib) * 1024 };
}

function readFromProc(pid) {
  const { cpuMicros, endedMicros } = parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { cpuMicros, endedMicros, memoryBytes: Number(kib) * 1024 };
}

function readFromPs(pid) {
  return parsePs(execFileSync("/bin/ps", ["-o", "rss=,time=", "-p", String(pid)], { encoding: "utf8" }));
}

function childrenOf(parent) {
  if (process.platform !== "linux") {
    const output = execFileSync("/bin/ps", ["-axo", "pid=,ppid="], { encoding: "utf8" });
    const pairs = output
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number));
    return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid);
  }
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8")).parent === parent;
    } catch {
      return false;
    }
  });
}

/** A backend may end between being listed and being read. */
function cpuOrNothing(pid) {
  try {
    return readUsage(pid).cpuMicros;
  } catch {
    return 0;
  }
}
