import type { Platform } from "@/lib/meta/webhook/item";
import {
  answerVerification,
  receiveWebhook,
  tooLarge,
  WEBHOOK_BYTES_MAX,
  type WebhookAnswer,
} from "./receive-webhook";

/** The route handlers of one platform's webhook, for hosts where no server of ours stands in front (Vercel). */
export function webhookRoute(platform: Platform) {
  return {
    GET: async (request: Request): Promise<Response> =>
      respond(await answerVerification(new URL(request.url).searchParams, request.headers)),
    POST: async (request: Request): Promise<Response> => {
      const raw = await readBody(request);
      if (raw === null) return respond(tooLarge());
      return respond(await receiveWebhook(platform, raw, request.headers.get("x-hub-signature-256")));
    },
  };
}

/** The body's bytes, or null once it is larger than allowed: counted as it comes, since a length may be missing or lie. */
async function readBody(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > WEBHOOK_BYTES_MAX) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > WEBHOOK_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function respond(answer: WebhookAnswer): Response {
  return new Response(answer.body, { status: answer.status, headers: headersOf(answer) });
}

/** Nothing of an answer is kept or sniffed. */
export function headersOf(answer: WebhookAnswer): Record<string, string> {
  return {
    "content-type": answer.contentType,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(answer.allow === undefined ? {} : { allow: answer.allow }),
    ...(answer.retryAfterSeconds === undefined ? {} : { "retry-after": String(answer.retryAfterSeconds) }),
  };
}
