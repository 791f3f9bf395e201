import { AppError } from "@/lib/errors";

const FORM_LIMIT_BYTES = 20_000;

/** Reads a form (`application/x-www-form-urlencoded`) of at most 20 kB. Throws `unsupported_media` or `too_large`. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") {
    throw new AppError("unsupported_media", "Send a form.");
  }
  const chunks: Uint8Array[] = [];
  let total = 0;
  // Counted while it comes in: a length header may lie or be missing.
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    total += chunk.byteLength;
    if (total > FORM_LIMIT_BYTES) throw new AppError("too_large", "The form is larger than 20 kB.");
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
