import sharp, { type Sharp } from "sharp";
import { MAX_INPUT_PIXELS, MAX_SIDE_PIXELS, type Reencoded, type ReencodeResult } from "./result";

// Nothing but these three decoders can start, whatever a file claims to be.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});
sharp.cache(false);
sharp.concurrency(1);

/** Runs in the child only. Decodes one frame and encodes it anew, upright, in sRGB and without metadata. */
export async function decodePicture(bytes: Buffer, type: "jpeg" | "png" | "webp"): Promise<ReencodeResult> {
  try {
    const { width = 0, height = 0 } = await open(bytes).metadata();
    if (width * height > MAX_INPUT_PIXELS) return { ok: false, reason: "pixel_bomb" };
    // Screenshots (PNG, WebP) keep their sharp letters and transparency better as WebP.
    return await encode(open(bytes).autoOrient(), type, type === "jpeg" ? "image/jpeg" : "image/webp");
  } catch (error) {
    const isBomb = error instanceof Error && /pixel limit|too large/i.test(error.message);
    return { ok: false, reason: isBomb ? "pixel_bomb" : "damaged" };
  }
}

/** The common end of pictures and PDF pages. */
export async function encode(
  picture: Sharp,
  type: Reencoded["type"],
  mimeType: Reencoded["mimeType"],
): Promise<Reencoded> {
  const fitted = picture
    .resize({ width: MAX_SIDE_PIXELS, height: MAX_SIDE_PIXELS, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb");
  const encoded =
    mimeType === "image/jpeg"
      ? fitted.flatten({ background: "#ffffff" }).jpeg({ quality: 86 })
      : fitted.webp({ quality: 90 });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { ok: true, type, bytes: data, mimeType, width: info.width, height: info.height };
}

function open(bytes: Buffer): Sharp {
  // "error": a half-loaded picture is damaged, a camera's small irregularities are not.
  return sharp(bytes, {
    limitInputPixels: MAX_INPUT_PIXELS,
    failOn: "error",
    pages: 1,
    sequentialRead: true,
  });
}
