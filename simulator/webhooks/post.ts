import http from "node:http";
import https from "node:https";

/** Connections to the app's webhooks: kept alive, at most 64 at a time. */
export interface WebhookConnections {
  http: http.Agent;
  https: https.Agent;
}

export function openWebhookConnections(): WebhookConnections {
  const options = { keepAlive: true, maxSockets: 64 };
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

/** Posts one webhook body; resolves with the HTTP status, rejects when there is no answer within `timeoutMs`. */
export function postWebhook(
  agents: WebhookConnections,
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<number> {
  const target = new URL(url);
  const secure = target.protocol === "https:";
  const options: http.RequestOptions = {
    method: "POST",
    agent: secure ? agents.https : agents.http,
    headers: {
      "Content-Type": "application/json",
      "User-Agent": "facebookexternalua",
      "Content-Length": Buffer.byteLength(body),
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(target, options, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.on("error", reject);
    });
    request.setTimeout(timeoutMs, () => request.destroy(new Error("no answer in time")));
    request.on("error", reject);
    request.end(body);
  });
}
