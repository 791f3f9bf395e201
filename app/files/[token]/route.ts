import { describeError, log } from "@/lib/log";
import { diskStore } from "@/lib/storage/store";

const STATUS = { invalid: 404, expired: 410, gone: 404, damaged: 409 } as const;
const TEXT = {
  invalid: "There is no such file.",
  expired: "This link is over. Open the file again from where you found it.",
  gone: "This file is not kept any more.",
  damaged: "This file has changed since it was stored, so it is not shown.",
} as const;

/** Serves the disk store's signed links (60 seconds, made after a check). With S3 the links lead to S3 itself. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params;
  try {
    const file = (await diskStore()?.readSignedFile(token, new Date())) ?? { ok: false, reason: "invalid" };
    if (file.ok) return new Response(new Uint8Array(file.bytes), { headers: file.headers });
    if (file.reason === "damaged") log.error("a stored file is not what was put there");
    return refuse(STATUS[file.reason], TEXT[file.reason]);
  } catch (error) {
    log.error({ error: describeError(error) }, "a file could not be served");
    return refuse(503, "The file cannot be opened right now. Please try again.");
  }
}

function refuse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'",
      "referrer-policy": "no-referrer",
    },
  });
}
