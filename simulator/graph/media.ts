import { createHmac, timingSafeEqual } from "node:crypto";
import type { Call, Reply } from "../http/exchange";
import type { Simulator } from "../state/simulator";
import type { BusinessNumber, Media } from "../state/types";
import { storeMedia } from "../state/world";
import { GraphError, invalidParameter, missingParameter, noSuchObject } from "./errors";
import { bareMimeType, MEDIA_RULES } from "./media-rules";

const UPLOAD_LIVES_MS = 30 * 24 * 3600_000;
const LINK_LIVES_MS = 5 * 60_000;
export const MEDIA_PATH = "/whatsapp_business/attachments/";

/** `POST /{phone_number_id}/media`: a multipart upload whose id this number alone can send, for 30 days. */
export async function uploadMedia(
  sim: Simulator,
  number: BusinessNumber,
  call: Call,
): Promise<Record<string, unknown>> {
  const form = await readForm(call);
  if (form.get("messaging_product") !== "whatsapp") {
    throw invalidParameter("Param messaging_product must be one of {WHATSAPP}.");
  }
  const file = form.get("file");
  if (!(file instanceof Blob)) throw missingParameter("file");
  const type = form.get("type");
  const mimeType = bareMimeType(typeof type === "string" ? type : file.type);
  const rules = Object.values(MEDIA_RULES).find((one) => one.mimeTypes.includes(mimeType));
  if (!rules) {
    const allowed = Object.values(MEDIA_RULES).flatMap((one) => one.mimeTypes);
    throw invalidParameter(
      `Param file must be a file with one of the following types: ${allowed.join(", ")}. Received file of type '${mimeType}'.`,
    );
  }
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length === 0) throw invalidParameter("Param file must not be empty.");
  if (bytes.length > rules.maxBytes) {
    throw new GraphError(131053, "(#131053) Media upload error", {
      details: `File size ${bytes.length} is larger than ${rules.maxBytes} bytes.`,
    });
  }
  const filename = "name" in file && typeof file.name === "string" ? file.name : undefined;
  const owned = { phoneNumberId: number.phoneNumberId, bytes, mimeType, filename };
  return { id: storeMedia(sim.world, owned, sim.clock.nowMs(), UPLOAD_LIVES_MS).id };
}

async function readForm(call: Call): Promise<FormData> {
  try {
    const headers = { "content-type": call.headers["content-type"] ?? "" };
    return await new Response(new Uint8Array(call.body), { headers }).formData();
  } catch {
    throw invalidParameter("The request body is not multipart/form-data.");
  }
}

/** `GET /{media_id}`: a link that lives five minutes, and what is behind it. */
export function describeMedia(
  sim: Simulator,
  media: Media,
  phoneNumberId: string | null,
): Record<string, unknown> {
  if (phoneNumberId !== null && phoneNumberId !== media.phoneNumberId) throw noSuchObject("GET", media.id);
  if (media.expiresAtMs < sim.clock.nowMs()) throw noSuchObject("GET", media.id);
  return {
    messaging_product: "whatsapp",
    url: mediaLink(sim, media),
    mime_type: media.mimeType,
    sha256: media.sha256,
    file_size: media.bytes.length,
    id: media.id,
  };
}

function mediaLink(sim: Simulator, media: Media): string {
  const ext = Math.floor((sim.clock.nowMs() + LINK_LIVES_MS) / 1000);
  return `${sim.url}${MEDIA_PATH}?mid=${media.id}&ext=${ext}&hash=${linkHash(sim, media.id, ext)}`;
}

function linkHash(sim: Simulator, mediaId: string, ext: number): string {
  return createHmac("sha256", sim.config.app.secret).update(`${mediaId}:${ext}`).digest("base64url");
}

/** The bytes behind a media link: for the bearer whose number it is, while the link lives; otherwise 401 or 404. */
export function downloadMedia(sim: Simulator, call: Call, bearer: string | undefined): Reply {
  const mediaId = call.url.searchParams.get("mid") ?? "";
  const ext = Number(call.url.searchParams.get("ext"));
  const media = sim.world.media.get(mediaId);
  const isLinkGood = sameText(call.url.searchParams.get("hash") ?? "", linkHash(sim, mediaId, ext));
  if (!media || !isLinkGood || ext * 1000 < sim.clock.nowMs()) return NOT_FOUND;
  const owner = sim.world.numbers.find((number) => number.phoneNumberId === media.phoneNumberId);
  if (!owner || bearer !== owner.accessToken) return { status: 401, body: "", headers: {} };
  const strike = { number: media.phoneNumberId };
  if (sim.faults.strike("media_gone", strike)) return NOT_FOUND;
  const corrupt = sim.faults.strike("media_corrupt", strike);
  return {
    status: 200,
    body: corrupt ? media.bytes.subarray(0, Math.floor(media.bytes.length / 2)) : media.bytes,
    headers: { "Content-Type": media.mimeType },
  };
}

const NOT_FOUND: Reply = { status: 404, body: "Not Found", headers: { "Content-Type": "text/html" } };

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
