import { AppError } from "@/lib/errors";

/** A body that brings no byte for this long is given up. */
const SILENCE_MS = 60_000;

/**
 * Reads a raw body of at most `bytesMax`, counted while it comes in, for a length header may lie or be missing. Throws
 * `too_large` (413), or `invalid_request` when it breaks off or falls silent.
 */
export async function readFileBody(request: Request, bytesMax: number): Promise<Buffer> {
  const tooLarge = () =>
    new AppError("too_large", `The file is larger than ${Math.floor(bytesMax / 1024 / 1024)} MB.`);
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge();
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await soon(reader.read());
      if (done) return Buffer.concat(chunks, total);
      total += value.byteLength;
      if (total > bytesMax) throw tooLarge();
      chunks.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof AppError) throw error;
    throw new AppError("invalid_request", "The file broke off on its way. Please send it again.");
  }
}

function soon<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("silence")), SILENCE_MS);
  });
  return Promise.race([reading, silence]).finally(() => clearTimeout(timer));
}
