import { AppError } from "@/lib/errors";

/** What a JSON request may weigh. Files take other ways in. */
const BODY_LIMIT_BYTES = 100_000;

/**
 * Reads a JSON body of at most 100 kB. Throws `unsupported_media` (415), `too_large` (413), `not_json` (400), or
 * `invalid_request` for text that no database column can hold or that names a prototype (PL-04, IN-09).
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const isJson = type === "application/json";
  // To delete something its address is enough: whoever sends a code along may forget to say what it is.
  const mayBeUntyped = type === undefined && request.method === "DELETE";
  if (type !== undefined && !isJson) throw notJsonType();
  const text = await readText(request);
  // Where every field may be left out an address is enough; what is missing all the same is named, field by field.
  if (text === "") return {};
  if (!isJson && !mayBeUntyped) throw notJsonType();
  return parseJson(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, refuseHarmful);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("not_json", "The body is not JSON.");
  }
}

/** The text of a body of at most 100 kB, counted while it comes in. Throws `too_large` (413), or `not_json` for no UTF-8. */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_LIMIT_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let total = 0;
  // Counted while it comes in: a length header may lie or be missing.
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    total += chunk.byteLength;
    if (total > BODY_LIMIT_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return decodeUtf8(Buffer.concat(chunks));
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("not_json", "The body is not UTF-8.");
  }
}

function refuseHarmful(key: string, value: unknown): unknown {
  if (key === "__proto__") throw unusable(key, "is not allowed");
  if (typeof value === "string" && isUnstorable(value))
    throw unusable(key, "contains characters we cannot keep");
  return value;
}

/** NUL cannot be stored by PostgreSQL; half of a surrogate pair is no text. */
export function isUnstorable(text: string): boolean {
  return text.includes("\u0000") || /\p{Surrogate}/u.test(text);
}

function notJsonType(): AppError {
  return new AppError("unsupported_media", "Send JSON with Content-Type: application/json.");
}

function tooLarge(): AppError {
  return new AppError("too_large", `The body is larger than ${BODY_LIMIT_BYTES / 1000} kB.`);
}

function unusable(path: string, message: string): AppError {
  return new AppError("invalid_request", "Something in the request is not right.", {
    fields: [{ path, message }],
  });
}
