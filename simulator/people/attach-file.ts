import { isObject } from "../http/exchange";
import { drawSample, isSampleName } from "../samples/draw-sample";
import type { SampleFile } from "../samples/receipt";
import type { Simulator } from "../state/simulator";
import type { Business, Person } from "../state/types";
import { storeMedia } from "../state/world";
import { AdminError } from "./admin-error";
import { sampleParameters } from "./sample-parameters";
import type { Said } from "./send-from-phone";

const INBOUND_LIVES_MS = 7 * 24 * 3600_000;

const KINDS = ["image", "document", "sticker", "audio", "video"] as const;
type Kind = (typeof KINDS)[number];

/**
 * A file from the phone: a sample by name (`"receipt"` or `{sample, …}`) or own bytes (`{base64, mime_type, filename}`).
 * The MIME type is the phone's claim, as in life; nobody checks it against the bytes.
 */
export async function describeAttachment(
  sim: Simulator,
  number: Business,
  person: Person,
  act: Record<string, unknown>,
): Promise<Said> {
  const kind = KINDS.find((one) => act[one] !== undefined && act[one] !== false);
  if (!kind)
    throw new AdminError(
      400,
      "nothing to send: text, image, document, sticker, audio, location, reaction or button",
    );
  const given = act[kind];
  const wanted: Record<string, unknown> = isObject(given)
    ? given
    : typeof given === "string"
      ? { sample: given }
      : {};
  const sample = typeof wanted.sample === "string" ? wanted.sample : DEFAULT_SAMPLES[kind];
  const own = ownFile(kind, wanted);
  const file = own ?? (await sampleFile(sim, number, person, sample, wanted));
  const media = storeMedia(
    sim.world,
    { ...file, phoneNumberId: number.phoneNumberId },
    sim.clock.nowMs(),
    INBOUND_LIVES_MS,
  );
  const caption = typeof wanted.caption === "string" && wanted.caption !== "" ? wanted.caption : undefined;
  const part = {
    ...(caption ? { caption } : {}),
    ...(kind === "document" ? { filename: file.filename ?? "file" } : {}),
    mime_type: file.mimeType,
    sha256: Buffer.from(media.sha256, "hex").toString("base64"),
    id: media.id,
    ...(kind === "sticker" ? { animated: false } : {}),
    ...(kind === "audio" ? { voice: true } : {}),
  };
  const reference = {
    mediaId: media.id,
    mimeType: file.mimeType,
    filename: file.filename,
    sizeBytes: file.bytes.length,
  };
  const shown = { text: caption, media: reference, sample: own ? undefined : sample };
  return { shown, body: { type: kind, [kind]: part } };
}

function ownFile(kind: Kind, wanted: Record<string, unknown>): SampleFile | undefined {
  if (typeof wanted.base64 !== "string") return undefined;
  return {
    bytes: Buffer.from(wanted.base64, "base64"),
    mimeType: typeof wanted.mime_type === "string" ? wanted.mime_type : DEFAULT_TYPES[kind],
    filename: typeof wanted.filename === "string" ? wanted.filename : undefined,
  };
}

async function sampleFile(
  sim: Simulator,
  number: Business,
  person: Person,
  name: string,
  wanted: Record<string, unknown>,
): Promise<SampleFile> {
  if (!isSampleName(name)) throw new AdminError(404, `no sample is called ${name}`);
  try {
    return await drawSample(name, sampleParameters(sim, number, person, wanted));
  } catch (error) {
    throw new AdminError(422, `this sample cannot be drawn: ${(error as Error).message}`);
  }
}

const DEFAULT_TYPES: Record<Kind, string> = {
  image: "image/jpeg",
  document: "application/pdf",
  sticker: "image/webp",
  audio: "audio/ogg; codecs=opus",
  video: "video/mp4",
};

const DEFAULT_SAMPLES: Record<Kind, string> = {
  image: "receipt",
  document: "receipt-pdf",
  sticker: "sticker",
  audio: "voice-note",
  video: "",
};
