import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import type { Readable, Writable } from "node:stream";
import { type ChildEntry, childEntry } from "./child-entry";
import { readUsage } from "./process-usage";
import { READY_LINE, type ReencodeResult, type Refusal, readResult } from "./result";

export type ChildLimits = {
  /** Processor time for the decoding itself. */
  cpuMs: number;
  /** Time by the clock for the decoding itself. */
  wallMs: number;
  /** Time by the clock to start and load decoders, which a busy machine stretches. */
  startMs: number;
  memoryBytes: number;
};

export const CHILD_LIMITS: ChildLimits = {
  cpuMs: 5_000,
  wallMs: 10_000,
  startMs: 30_000,
  memoryBytes: 512 * 1024 * 1024,
};

/** The child could not be started or did not get ready: our fault, never the file's. Worth a retry. */
export class ImagingUnavailableError extends Error {
  override name = "ImagingUnavailableError";
}

const WATCH_MS = 20;
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;
/** Kept from the child: all of it. Not even PATH goes along. */
const EMPTY_ENVIRONMENT = {} as NodeJS.ProcessEnv;

/**
 * Gives bytes to a fresh child and waits for its result, killing it when it exceeds a limit. The child has no environment and no
 * secrets; it is a separate process under the same user, with that user's files and network within its reach.
 */
export function runChild(
  bytes: Uint8Array,
  limits: ChildLimits = CHILD_LIMITS,
  entry: ChildEntry = childEntry(),
): Promise<ReencodeResult> {
  const child = start(entry, limits);
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (act: () => void) => {
      if (settled) return;
      settled = true;
      watch.stop();
      child.kill("SIGKILL");
      act();
    };
    const refuse = (reason: Refusal) => settle(() => resolve({ ok: false, reason }));
    const fail = () => settle(() => reject(new ImagingUnavailableError("The imaging child did not start")));
    const watch = watchChild(child, limits, { refuse, fail });
    const output = collectOutput(child, watch.ready, () => refuse("memory"));
    child.once("error", fail);
    child.once("close", (code, signal) => {
      if (!watch.isReady()) return fail();
      const result = code === 0 ? readResult(output()) : null;
      settle(() => resolve(result ?? { ok: false, reason: reasonOf(code, signal) }));
    });
    // A child that dies early closes the pipe; its exit tells the rest.
    child.stdin.once("error", () => undefined);
    child.stdin.end(bytes);
  });
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

function start({ execArguments, file }: ChildEntry, limits: ChildLimits): Child {
  const node = [...execArguments, "--max-old-space-size=128", file];
  const options = {
    env: EMPTY_ENVIRONMENT,
    cwd: tmpdir(),
    stdio: ["pipe", "pipe", "ignore"] as ["pipe", "pipe", "ignore"],
    windowsHide: true,
  };
  if (process.platform === "win32") return spawn(process.execPath, node, options);
  // The kernel's own limit still holds when we are gone and nobody watches; and no core file keeps a receipt.
  const seconds = Math.ceil((limits.cpuMs + limits.startMs) / 1000);
  const script = `ulimit -c 0; ulimit -t ${seconds}; exec "$0" "$@"`;
  return spawn("/bin/sh", ["-c", script, process.execPath, ...node], options);
}

type Verdicts = { refuse: (reason: Refusal) => void; fail: () => void };

function watchChild(child: ChildProcess, limits: ChildLimits, { refuse, fail }: Verdicts) {
  let cpuAtStartMs: number | null = null;
  let isReady = false;
  let isLooking = false;
  let deadline = setTimeout(fail, limits.startMs);
  const look = async () => {
    if (isLooking || child.pid === undefined) return;
    isLooking = true;
    const usage = await readUsage(child.pid);
    isLooking = false;
    if (usage === null) return;
    if (usage.peakBytes > limits.memoryBytes) return isReady ? refuse("memory") : fail();
    if (!isReady) return;
    cpuAtStartMs ??= usage.cpuMs;
    if (usage.cpuMs - cpuAtStartMs > limits.cpuMs) refuse("timeout");
  };
  const timer = setInterval(() => void look(), WATCH_MS);
  return {
    isReady: () => isReady,
    ready: () => {
      isReady = true;
      clearTimeout(deadline);
      deadline = setTimeout(() => refuse("timeout"), limits.wallMs);
    },
    stop: () => {
      clearInterval(timer);
      clearTimeout(deadline);
    },
  };
}

/** Gathers what the child writes after its ready line. */
function collectOutput(child: Child, onReady: () => void, onTooMuch: () => void): () => Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    if (size === 0) onReady();
    size += chunk.length;
    if (size > MAX_OUTPUT_BYTES) return onTooMuch();
    chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).subarray(READY_LINE.length);
}

/** A child that ended without a result. Killed by the kernel (memory, its time limit) or by its own failed allocation. */
function reasonOf(code: number | null, signal: NodeJS.Signals | null): Refusal {
  if (signal === "SIGXCPU") return "timeout";
  return signal === "SIGKILL" || signal === "SIGABRT" || code === 134 ? "memory" : "damaged";
}
