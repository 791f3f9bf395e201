import type { IncomingMessage, ServerResponse } from "node:http";
import { markPeer } from "@/lib/http/client-address";
import { describeError, log } from "@/lib/log";
import type { Platform } from "@/lib/meta/webhook/item";
import {
  answerVerification,
  refusal,
  takeWebhook,
  tooLarge,
  WEBHOOK_BYTES_MAX,
  type WebhookAnswer,
} from "./receive-webhook";
import { headersOf } from "./webhook-route";

const PATH = /^\/api\/integrations\/webhook\/(whatsapp|instagram)(?:\?|$)/;

/** Which platform's webhook a request path names, or null for every other path. */
export function webhookPlatform(url: string): Platform | null {
  return (PATH.exec(url)?.[1] as Platform | undefined) ?? null;
}

/**
 * Answers a webhook request on a plain Node server, by the same function that the route handler calls. Nothing is
 * answered to a client that went away before its body was whole.
 */
export function answerWebhook(platform: Platform, request: IncomingMessage, response: ServerResponse): void {
  const tell = (answer: WebhookAnswer) => send(response, answer);
  if (request.method === "GET") {
    void verify(request).then(tell);
  } else if (request.method === "POST") {
    readBody(request, (raw) => (raw === null ? tell(tooLarge()) : take(platform, request, raw, tell)));
  } else {
    tell({ ...refusal("method_not_allowed", "Only GET and POST."), allow: "GET, POST" });
  }
}

/** Never throws: there is nobody to catch it. */
async function verify(request: IncomingMessage): Promise<WebhookAnswer> {
  markPeer(request.headers, request.socket.remoteAddress);
  const query = new URL(request.url ?? "/", "http://localhost").searchParams;
  try {
    return await answerVerification(query, new Headers(request.headers as Record<string, string>));
  } catch (error) {
    log.error({ error: describeError(error) }, "a handshake could not be answered");
    return refusal("internal", "Please try again.");
  }
}

/** Runs in the request's own events, where an error would reach nobody and end the process. */
function take(
  platform: Platform,
  request: IncomingMessage,
  raw: Buffer,
  tell: (answer: WebhookAnswer) => void,
): void {
  const header = request.headers["x-hub-signature-256"];
  try {
    takeWebhook(platform, raw, typeof header === "string" ? header : null, tell);
  } catch (error) {
    log.error({ error: describeError(error) }, "a webhook could not be looked at");
    tell(refusal("internal", "Please send it again."));
  }
}

/** Gives the body's bytes, or null once it is larger than allowed; what follows is not kept. */
function readBody(request: IncomingMessage, done: (raw: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  // By events: the iterator of a stream costs as much as all the rest of a webhook.
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= WEBHOOK_BYTES_MAX) chunks.push(chunk);
    else chunks.length = 0;
  });
  request.on("end", () => {
    const [first] = chunks;
    if (size > WEBHOOK_BYTES_MAX) done(null);
    else done(first && chunks.length === 1 ? first : Buffer.concat(chunks, size));
  });
  // A connection that breaks meanwhile leaves nobody to answer.
  request.on("error", () => undefined);
}

function send(response: ServerResponse, answered: WebhookAnswer): void {
  if (response.destroyed) return;
  response.writeHead(answered.status, {
    ...headersOf(answered),
    "content-length": Buffer.byteLength(answered.body),
  });
  response.end(answered.body);
}
