import { bareMimeType, MEDIA_RULES } from "./media-rules";

const TIMEOUT_MS = 10_000;

/** Fetches what a message names by `link`, as Meta's servers would; WhatsApp's limits hold unless `maxBytes` is given. Throws with the reason when it cannot be used. */
export async function fetchLinkedMedia(
  link: string,
  kind: string,
  maxBytes?: number,
): Promise<{ bytes: Buffer; mimeType: string; filename?: string }> {
  const response = await fetch(link, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`http code ${response.status}`);
  const mimeType = bareMimeType(response.headers.get("content-type") ?? "");
  const rules = MEDIA_RULES[kind];
  if (!rules?.mimeTypes.includes(mimeType))
    throw new Error(`unsupported Content-Type ${mimeType || "(none)"}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const limit = maxBytes ?? rules.maxBytes;
  if (bytes.length > limit) throw new Error(`file of ${bytes.length} bytes is larger than ${limit}`);
  if (mimeType === "application/pdf" && bytes.subarray(0, 5).toString("latin1") !== "%PDF-") {
    throw new Error("the file is not what its Content-Type application/pdf says");
  }
  return { bytes, mimeType, filename: nameIn(response.headers) ?? lastPathPart(link) };
}

/** The name that the server gives the file, as a browser would save it. */
function nameIn(headers: Headers): string | undefined {
  return /filename="([^"]+)"/.exec(headers.get("content-disposition") ?? "")?.[1];
}

function lastPathPart(link: string): string | undefined {
  return decodeURIComponent(new URL(link).pathname.split("/").at(-1) ?? "") || undefined;
}
