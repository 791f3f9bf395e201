import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { ENDPOINTS } from "@/app/api/endpoints";
import { closeDatabase } from "@/db/client";
import { EnvironmentError, env } from "@/lib/env";
import { answerEvents, isForEvents } from "@/lib/http/answer-events";
import { markPeer } from "@/lib/http/client-address";
import { sendRefusal, unroutedRefusal } from "@/lib/http/refuse-unrouted";
import { closeStreams } from "@/lib/live/streams";
import { describeError, log } from "@/lib/log";
import { writeRefusals } from "@/lib/webhook-inbox/count-refusals";
import { answerWebhook, webhookPlatform } from "@/lib/webhook-inbox/node-webhook";

/** How long a stopping server waits for what is being answered. */
const DRAIN_MS = 10_000;
const IDLE_CHECK_MS = 100;

try {
  env();
} catch (error) {
  process.stderr.write(
    `${error instanceof EnvironmentError ? error.message : "The environment cannot be read."}\n`,
  );
  process.exit(2);
}

const app = next({ dev: false, dir: process.cwd() });
await app.prepare();
const handle = app.getRequestHandler();
const refusalOf = unroutedRefusal(ENDPOINTS);

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  // Webhooks are answered before the router: it costs more than all of their work together.
  const platform = webhookPlatform(request.url ?? "");
  if (platform) {
    answerWebhook(platform, request, response);
    return;
  }
  markPeer(request.headers, request.socket.remoteAddress);
  if (isForEvents(request)) {
    answerEvents(request, response);
    return;
  }
  const refusal = refusalOf(request.method ?? "GET", request.url ?? "/");
  if (refusal) {
    void sendRefusal(refusal, request, response);
    return;
  }
  handle(request, response).catch((error: unknown) => {
    log.error({ error: describeError(error) }, "a request failed outside the application");
    if (!response.headersSent) response.writeHead(500).end();
  });
});
// A picture of 16 MiB from a slow phone takes minutes. Heads still have to be whole within one.
server.requestTimeout = 300_000;
server.listen(env().PORT, process.env.HOST || undefined, () => log.info({ port: env().PORT }, "web ready"));

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  closeStreams();
  // A kept-alive connection becomes idle only after its answer, so one call at the start is not enough.
  const closing = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
  clearInterval(closing);
  await writeRefusals();
  await closeDatabase();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
