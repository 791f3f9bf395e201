/** The types that are taken in. */
export const SOURCE_TYPES = ["jpeg", "png", "webp", "heic", "pdf"] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

export type Refusal = "unsupported" | "too_large" | "pixel_bomb" | "damaged" | "timeout" | "memory";

/** A picture made by us: no metadata, one frame, upright, sRGB, at most 2,000 pixels on its long side. */
export type Reencoded = {
  ok: true;
  /** What the file was. */
  type: SourceType;
  bytes: Buffer;
  mimeType: "image/jpeg" | "image/webp";
  width: number;
  height: number;
  /** For a PDF: how many pages it has; the picture shows the first. */
  pages?: number;
};

export type ReencodeResult = Reencoded | { ok: false; reason: Refusal };

export const MAX_FILE_BYTES = 16 * 1024 * 1024;
export const MAX_INPUT_PIXELS = 25_000_000;
export const MAX_SIDE_PIXELS = 2_000;
export const MAX_PDF_PAGES = 200;
export const MAX_PDF_OBJECTS = 50_000;

/** The child says this when it has loaded its decoders; what it costs counts from here. */
export const READY_LINE = "ready\n";

/** One line of JSON, then the picture's bytes: what the child writes after the ready line. */
export function frameResult(result: ReencodeResult): Buffer {
  if (!result.ok) return Buffer.from(`${JSON.stringify(result)}\n`);
  const { bytes, ...facts } = result;
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...facts, length: bytes.length })}\n`), bytes]);
}

/** Reads what the child wrote; null when it is not whole. The child handled hostile bytes, so its word is checked too. */
export function readResult(output: Buffer): ReencodeResult | null {
  const end = output.indexOf("\n");
  if (end < 0 || end > 1_000) return null;
  try {
    return checkFacts(JSON.parse(output.toString("utf8", 0, end)), output.subarray(end + 1));
  } catch {
    return null;
  }
}

type Facts = Partial<Omit<Reencoded, "ok" | "bytes">> & { ok?: boolean; reason?: string; length?: number };

const REFUSALS: readonly string[] = [
  "unsupported",
  "too_large",
  "pixel_bomb",
  "damaged",
  "timeout",
  "memory",
];

function checkFacts(facts: Facts, bytes: Buffer): ReencodeResult | null {
  if (facts.ok !== true) {
    const reason = facts.reason ?? "";
    return REFUSALS.includes(reason) ? { ok: false, reason: reason as Refusal } : null;
  }
  const { type, mimeType, width, height, pages, length } = facts;
  const isType = SOURCE_TYPES.includes(type as SourceType);
  const isMime = mimeType === "image/jpeg" || mimeType === "image/webp";
  if (!type || !isType || !isMime || !isSide(width) || !isSide(height) || length !== bytes.length)
    return null;
  const picture: Reencoded = { ok: true, type, bytes: Buffer.from(bytes), mimeType, width, height };
  return typeof pages === "number" && Number.isInteger(pages) ? { ...picture, pages } : picture;
}

function isSide(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= MAX_SIDE_PIXELS;
}
