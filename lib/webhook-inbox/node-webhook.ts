import type { IncomingMessage, ServerResponse } from "node:http";
import type { Platform } from "@/lib/meta/webhook/item";
import { answerVerification, receiveWebhook, WEBHOOK_BYTES_MAX, type WebhookAnswer } from "./receive-webhook";
import { headersOf } from "./webhook-route";

const PATH = /^\/api\/integrations\/webhook\/(whatsapp|instagram)(?:\?|$)/;

/** Which platform's webhook a request path names, or null for every other path. */
export function webhookPlatform(url: string): Platform | null {
  return (PATH.exec(url)?.[1] as Platform | undefined) ?? null;
}

/** Answers a webhook request on a plain Node server, by the same function that the route handler calls. */
export async function answerWebhook(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  send(response, await answer(platform, request));
}

async function answer(platform: Platform, request: IncomingMessage): Promise<WebhookAnswer> {
  if (request.method === "GET") {
    return answerVerification(new URL(request.url ?? "/", "http://localhost").searchParams);
  }
  if (request.method !== "POST") {
    return { status: 405, contentType: "text/plain", body: "Only GET and POST." };
  }
  const raw = await readBody(request);
  if (raw === null) return { status: 413, contentType: "text/plain", body: "The body is larger than 4 MiB." };
  const header = request.headers["x-hub-signature-256"];
  return receiveWebhook(platform, raw, typeof header === "string" ? header : null);
}

/** The body's bytes, or null once it is larger than allowed; what follows is not kept. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // By events: the iterator of a stream costs as much as all the rest of a webhook.
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= WEBHOOK_BYTES_MAX) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on("end", () => resolve(size > WEBHOOK_BYTES_MAX ? null : Buffer.concat(chunks, size)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("the request ended before its body did")));
  });
}

function send(response: ServerResponse, answered: WebhookAnswer): void {
  if (response.destroyed) return;
  response.writeHead(answered.status, {
    ...headersOf(answered),
    "content-length": Buffer.byteLength(answered.body),
  });
  response.end(answered.body);
}
