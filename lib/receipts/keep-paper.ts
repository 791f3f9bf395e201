import { sha256Hex } from "@/lib/crypto";
import { KeyTakenError, store } from "@/lib/storage/store";

/** Draws and keeps a PDF, unless an earlier run got so far already. Gives its SHA-256. */
export async function keepPaper(fileKey: string, render: () => Promise<Buffer>): Promise<string> {
  const kept = await store().get(fileKey);
  if (kept) return sha256Hex(kept.bytes);
  const bytes = await render();
  const hash = sha256Hex(bytes);
  try {
    await store().put(fileKey, bytes, { contentType: "application/pdf", sha256Hex: hash });
    return hash;
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
    // Another run made the same paper a moment ago; its file counts.
    return sha256Hex((await store().get(fileKey))?.bytes ?? bytes);
  }
}
