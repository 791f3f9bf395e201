import { decodeHeic } from "./decode-heic";
import { decodePdf } from "./decode-pdf";
import { decodePicture } from "./decode-picture";
import { frameResult, MAX_FILE_BYTES, READY_LINE, type ReencodeResult } from "./result";
import { sniffType } from "./sniff-type";

/**
 * The program that touches hostile bytes, so that nothing else has to: bytes in on standard input, a result out on standard
 * output. It is started with an empty environment and killed from outside when it takes too long or too much.
 */
async function main(): Promise<void> {
  process.stdout.write(READY_LINE);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) return finish({ ok: false, reason: "too_large" });
    chunks.push(chunk);
  }
  finish(await decode(Buffer.concat(chunks)));
}

async function decode(bytes: Buffer): Promise<ReencodeResult> {
  const type = sniffType(bytes);
  if (type === "pdf") return decodePdf(bytes);
  if (type === "jpeg" || type === "png" || type === "webp") return decodePicture(bytes, type);
  if (type === "heic") return decodeHeic(bytes);
  return { ok: false, reason: "unsupported" };
}

function finish(result: ReencodeResult): void {
  process.stdout.write(frameResult(result), () => process.exit(0));
}

main().catch(() => process.exit(1));
