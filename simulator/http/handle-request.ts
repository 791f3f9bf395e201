import type { IncomingMessage, ServerResponse } from "node:http";
import { streamEvents } from "../admin/event-stream";
import { handleAdmin } from "../admin/handle-admin";
import { handleSecrets, isSecretsCall } from "../gateways/secrets-manager";
import { handleSns, isSnsCall } from "../gateways/sns";
import { bearerOf, handleGraph, isGraphPath } from "../graph/handle-graph";
import { CDN_PATH, downloadFromCdn } from "../graph/instagram/cdn";
import { downloadMedia, MEDIA_PATH } from "../graph/media";
import { handleDialog } from "../oauth/handle-dialog";
import { isDialogPath } from "../oauth/read-dialog";
import { pageAsset } from "../page/page-asset";
import type { Simulator } from "../state/simulator";
import { type Call, type Cut, json, type Reply, readBody, sendReply } from "./exchange";

/** Sorts a request to the part that plays its server: Graph, media host, SMS gateway, administration or page. */
export async function handleRequest(
  sim: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://simulator");
  if (url.pathname === "/_sim/events") return streamEvents(sim, request, response);
  const call: Call = {
    method: request.method ?? "GET",
    url,
    headers: request.headers,
    body: await readBody(request),
  };
  const reply = await answer(sim, call);
  if ("cutAfterMs" in reply) return cut(sim, request, reply);
  sendReply(response, reply);
}

async function answer(sim: Simulator, call: Call): Promise<Reply | Cut> {
  const path = call.url.pathname;
  if (isDialogPath(path)) return handleDialog(sim, call);
  if (isGraphPath(path)) return handleGraph(sim, call);
  if (path === MEDIA_PATH) return downloadMedia(sim, call, bearerOf(call));
  if (path === CDN_PATH) return downloadFromCdn(sim, call);
  if (isSecretsCall(call)) return handleSecrets(sim, call);
  if (isSnsCall(call)) return handleSns(sim, call);
  if (path.startsWith("/_sim/")) return handleAdmin(sim, call);
  return pageAsset(call) ?? json({ error: "nothing here" }, 404);
}

function cut(sim: Simulator, request: IncomingMessage, { cutAfterMs }: Cut): void {
  if (cutAfterMs === 0) request.socket.destroy();
  else sim.timers.after(cutAfterMs, () => request.socket.destroy());
}
