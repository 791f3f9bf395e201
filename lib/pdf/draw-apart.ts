import { spawn } from "node:child_process";
import { AppError } from "@/lib/errors";
import { findChild } from "@/lib/find-child";
import { log } from "@/lib/log";
import type { AuditPaperData } from "./audit-paper-data";

/** The longest paper takes some 5 s on a machine with nothing else to do. */
const DRAW_MS = 90_000;
const MAX_WAITING = 4;
const RETRY_SECONDS = 20;

let running = false;
const waiting: (() => void)[] = [];

/**
 * Draws an audit log in a process of its own: seconds of work would keep every other request waiting. One at a time;
 * throws `unavailable` when several wait already, or when drawing fails or takes more than a minute and a half.
 */
export async function drawAuditPaper(data: AuditPaperData, drawMs = DRAW_MS): Promise<Buffer> {
  if (waiting.length >= MAX_WAITING) throw busy();
  if (running) await new Promise<void>((resolve) => waiting.push(resolve));
  running = true;
  try {
    return await runChild(JSON.stringify(data), drawMs);
  } finally {
    // The place goes straight to the next in line.
    const next = waiting.shift();
    if (next) next();
    else running = false;
  }
}

function runChild(input: string, drawMs: number): Promise<Buffer> {
  const { execArguments, file } = findChild({
    bundle: "pdf-child.mjs",
    source: "child.ts",
    from: import.meta.url,
  });
  const child = spawn(process.execPath, [...execArguments, "--max-old-space-size=512", file], {
    // It draws and reads fonts; it needs none of our secrets.
    env: {} as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "ignore"],
    timeout: drawMs,
    killSignal: "SIGKILL",
    windowsHide: true,
  });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    const fail = (code: number | null, signal: NodeJS.Signals | null) => {
      log.error({ code, signal }, "an audit log could not be drawn");
      reject(busy());
    };
    child.once("error", () => fail(null, null));
    child.once("close", (code, signal) => {
      if (code === 0 && chunks.length > 0) resolve(Buffer.concat(chunks));
      else fail(code, signal);
    });
    // A child that dies early closes the pipe; its exit tells the rest.
    child.stdin.once("error", () => undefined);
    child.stdin.end(input);
  });
}

function busy(): AppError {
  return new AppError(
    "unavailable",
    "The PDF could not be made just now. Please try again in a moment, or take the spreadsheet.",
    { retryAfterSeconds: RETRY_SECONDS },
  );
}
