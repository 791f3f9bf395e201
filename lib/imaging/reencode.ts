import { MAX_FILE_BYTES, type ReencodeResult, SOURCE_TYPES } from "./result";
import { CHILD_LIMITS, type ChildLimits, runChild } from "./run-child";
import { sniffType } from "./sniff-type";

export type { Reencoded, ReencodeResult, Refusal } from "./result";
export { ImagingUnavailableError } from "./run-child";

/** Each child may hold half a gigabyte for a moment. */
const MAX_PARALLEL = 2;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes a picture of our own from a file somebody sent: JPEG, PNG, WebP, HEIC, or a PDF's first page. What is not one of these by its
 * first bytes, or is above 16 MiB, is refused before any decoder sees it. Decoding happens in a child that is killed beyond
 * its limits (P9.1). Throws ImagingUnavailableError when that child cannot be started.
 */
export async function reencode(
  bytes: Uint8Array,
  limits: Partial<ChildLimits> = {},
): Promise<ReencodeResult> {
  if (bytes.byteLength > MAX_FILE_BYTES) return { ok: false, reason: "too_large" };
  const type = sniffType(bytes);
  if (!(SOURCE_TYPES as readonly string[]).includes(type)) return { ok: false, reason: "unsupported" };
  return withPlace(() => runChild(bytes, { ...CHILD_LIMITS, ...limits }));
}

async function withPlace<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_PARALLEL) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    // The place goes straight to the next in line, so that nobody new slips in between.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
