import { createHmac } from "node:crypto";
import type { Call, Reply } from "../../http/exchange";
import type { Simulator } from "../../state/simulator";
import { appOf } from "../../webhooks/sender";

export const CDN_PATH = "/ig_messaging_cdn/";

/** The address by which a webhook names a file on Instagram: whoever has it may fetch it, without a token. */
export function cdnLink(sim: Simulator, mediaId: string): string {
  return `${sim.url}${CDN_PATH}?asset_id=${mediaId}&signature=${signatureOf(sim, mediaId)}`;
}

/** The bytes behind such an address; 404 when it is forged or the file is gone. */
export function downloadFromCdn(sim: Simulator, { url }: Call): Reply {
  const mediaId = url.searchParams.get("asset_id") ?? "";
  const media = sim.world.media.get(mediaId);
  const isRight = url.searchParams.get("signature") === signatureOf(sim, mediaId);
  if (!media || !isRight || media.expiresAtMs < sim.clock.nowMs()) return NOT_FOUND;
  const strike = { number: media.phoneNumberId };
  if (sim.faults.strike("media_gone", strike)) return NOT_FOUND;
  const isCorrupt = sim.faults.strike("media_corrupt", strike) !== undefined;
  const body = isCorrupt ? media.bytes.subarray(0, Math.floor(media.bytes.length / 2)) : media.bytes;
  return { status: 200, body, headers: { "Content-Type": media.mimeType } };
}

const NOT_FOUND: Reply = { status: 404, body: "Not Found", headers: { "Content-Type": "text/html" } };

function signatureOf(sim: Simulator, mediaId: string): string {
  const { secret } = appOf(sim.config, "instagram");
  return createHmac("sha256", secret).update(`cdn:${mediaId}`).digest("base64url");
}
