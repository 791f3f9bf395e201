import { randomBytes } from "node:crypto";
import { AdminError } from "../people/admin-error";
import type { Simulator } from "../state/simulator";
import { metaJson, signatureOf } from "../webhooks/envelope";
import { appOf } from "../webhooks/sender";

/**
 * Posts a body of one's own to the app's webhook, once, and gives its HTTP status. `body` is text sent as it is, or JSON
 * written as Meta writes it; `signature` replaces the right one, and `null` leaves it out.
 */
export async function sendWebhook(
  sim: Simulator,
  given: Record<string, unknown>,
): Promise<{ status: number }> {
  if (given.body === undefined) throw new AdminError(400, "body is missing");
  const body = typeof given.body === "string" ? given.body : metaJson(given.body);
  const platform = given.platform === "instagram" ? "instagram" : "whatsapp";
  const secret = typeof given.secret === "string" ? given.secret : appOf(sim.config, platform).secret;
  const signature = given.signature === undefined ? signatureOf(body, secret) : given.signature;
  try {
    return {
      status: await sim.webhooks.sendRaw(
        body,
        typeof signature === "string" ? signature : undefined,
        platform,
      ),
    };
  } catch (error) {
    throw new AdminError(502, `the app did not answer: ${(error as Error).message}`);
  }
}

/** Does what Meta does when a callback address is saved: a GET whose challenge must come back alone, with 200. */
export async function verifyWebhook(sim: Simulator, given: Record<string, unknown>): Promise<unknown> {
  const challenge = String(randomBytes(4).readUInt32BE(0));
  const { whatsapp, instagram } = sim.config.webhookUrl;
  const url = new URL(given.platform === "instagram" ? (instagram ?? whatsapp) : whatsapp);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.challenge", challenge);
  const token = typeof given.verifyToken === "string" ? given.verifyToken : sim.config.app.verifyToken;
  url.searchParams.set("hub.verify_token", token);
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(sim.config.retry.timeoutMs),
    });
    const body = await response.text();
    return { verified: response.status === 200 && body === challenge, status: response.status };
  } catch (error) {
    return { verified: false, status: 0, reason: (error as Error).message };
  }
}
