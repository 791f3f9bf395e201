import { createHash } from "node:crypto";
import { drawReceiptPdf } from "./draw-pdf";
import { type DrawnReceipt, LAYOUTS, type LayoutName } from "./layouts";
import { catDrawing, decompressionBomb, stickerDrawing } from "./oddities";
import { cropAnew, rasterizeJpeg, rasterizePng, rasterizeWebp } from "./rasterize";
import { nipSessionId, type SampleFile, type SampleRequest } from "./receipt";
import { silentVoiceNote } from "./voice-note";

interface Sample {
  /** For the attach menu. */
  title: string;
  kind: "image" | "document" | "sticker" | "audio";
  draw(request: SampleRequest): Promise<SampleFile>;
}

const DAY_MS = 24 * 3600_000;

/** Everything in a person's gallery, by name. */
export const SAMPLES: Record<string, Sample> = {
  receipt: { title: "Receipt for the last amount asked", kind: "image", draw: (request) => picture(request) },
  "wrong-amount": {
    title: "Receipt with another amount",
    kind: "image",
    draw: (request) =>
      picture({ ...request, amountKobo: Math.max(100, Math.round(request.amountKobo / 10)) }),
  },
  "old-date": {
    title: "Receipt of last month",
    kind: "image",
    draw: (request) => picture({ ...request, paidAtMs: request.paidAtMs - 31 * DAY_MS }),
  },
  pending: {
    title: "Receipt still pending",
    kind: "image",
    draw: (request) => picture({ ...request, status: "Pending" }),
  },
  "other-account": {
    title: "Receipt to another account",
    kind: "image",
    draw: (request) =>
      picture({
        ...request,
        beneficiaryName: "BLESSING VENTURES",
        accountNumber: "2009876543",
        bankName: "Zenith Bank",
      }),
  },
  "same-again": {
    title: "The same picture again",
    kind: "image",
    draw: async (request) => request.previous ?? picture(request),
  },
  cropped: {
    title: "The last picture, cropped anew",
    kind: "image",
    draw: async (request) => {
      const { bytes } = request.previous ?? (await picture(request));
      return { bytes: await cropAnew(bytes, 0.03), mimeType: "image/jpeg" };
    },
  },
  cat: {
    title: "A cat",
    kind: "image",
    draw: async () => ({ bytes: await rasterizeJpeg(catDrawing()), mimeType: "image/jpeg" }),
  },
  "receipt-pdf": {
    title: "Receipt as PDF",
    kind: "document",
    draw: async (request) => ({
      bytes: drawReceiptPdf(complete(request, "lagoon-bank")),
      mimeType: "application/pdf",
      filename: `Receipt_${request.reference}.pdf`,
    }),
  },
  svg: {
    title: "SVG drawing called a document",
    kind: "document",
    draw: async (request) => {
      const layout = LAYOUTS.kobobank;
      const bytes = Buffer.from(layout.draw(complete(request, "kobobank")));
      return { bytes, mimeType: "image/svg+xml", filename: "receipt.svg" };
    },
  },
  bomb: {
    title: "Picture of 30,000 × 30,000 dots",
    kind: "image",
    draw: async () => ({ bytes: await decompressionBomb(30_000), mimeType: "image/png" }),
  },
  "text-as-jpg": {
    title: "Text file named .jpg",
    kind: "document",
    draw: async () => ({
      bytes: Buffer.from("Transfer of N12,500 successful. Trust me.\n"),
      mimeType: "image/jpeg",
      filename: "receipt.jpg",
    }),
  },
  sticker: {
    title: "Sticker",
    kind: "sticker",
    draw: async () => ({ bytes: await rasterizeWebp(stickerDrawing()), mimeType: "image/webp" }),
  },
  "receipt-png": {
    title: "Receipt as PNG",
    kind: "image",
    draw: async (request) => {
      const layout = request.layout ?? "eko-wallet";
      return {
        bytes: await rasterizePng(LAYOUTS[layout].draw(complete(request, layout))),
        mimeType: "image/png",
      };
    },
  },
  "voice-note": {
    title: "Voice note",
    kind: "audio",
    draw: async () => ({ bytes: silentVoiceNote(3), mimeType: "audio/ogg; codecs=opus" }),
  },
};

export function isSampleName(name: string): boolean {
  return Object.hasOwn(SAMPLES, name);
}

/** Draws a sample; the same request gives the same bytes. Throws on a name that does not exist. */
export async function drawSample(name: string, request: SampleRequest): Promise<SampleFile> {
  const sample = SAMPLES[name];
  if (!sample) throw new Error(`no sample is called ${name}`);
  return sample.draw(request);
}

async function picture(request: SampleRequest): Promise<SampleFile> {
  const layout = request.layout ?? layoutFor(request.senderName);
  return {
    bytes: await rasterizeJpeg(LAYOUTS[layout].draw(complete(request, layout))),
    mimeType: "image/jpeg",
  };
}

/** A person keeps to one bank. */
function layoutFor(senderName: string): LayoutName {
  const names = Object.keys(LAYOUTS) as LayoutName[];
  return names[numberFrom(senderName, names.length)] ?? "kobobank";
}

function complete(request: SampleRequest, layout: LayoutName): DrawnReceipt {
  const seed = `${request.reference}:${request.paidAtMs}:${request.amountKobo}`;
  const sessionId =
    request.sessionId ?? nipSessionId(LAYOUTS[layout].code, request.paidAtMs, numberFrom(seed, 10 ** 9));
  return {
    ...request,
    sessionId,
    transactionNumber: `${sessionId.slice(6, 18)}${String(numberFrom(`${seed}#`, 10 ** 8)).padStart(8, "0")}`,
    isPending: !/^success|^complete|^approved/i.test(request.status),
  };
}

function numberFrom(seed: string, below: number): number {
  return createHash("sha256").update(seed).digest().readUIntBE(0, 6) % below;
}
