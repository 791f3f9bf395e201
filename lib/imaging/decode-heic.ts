import sharp from "sharp";
import { encode } from "./decode-picture";
import { type DecodedHeif, type Heif, loadHeif } from "./heif";
import { MAX_INPUT_PIXELS, type ReencodeResult } from "./result";

/**
 * Runs in the child only. Decodes a HEIC's main picture, turned upright as the file says; thumbnails, depth maps, further
 * pictures and metadata stay behind. Its size is asked for before a pixel is decoded.
 */
export async function decodeHeic(bytes: Buffer): Promise<ReencodeResult> {
  const heif = loadHeif();
  const context = heif.heif_context_alloc();
  const read = heif.heif_context_read_from_memory(context, bytes);
  if (read.code !== heif.heif_error_code.heif_error_Ok) return { ok: false, reason: "damaged" };
  const handle = heif.heif_js_context_get_primary_image_handle(context);
  if (!handle || handle.code !== undefined) return { ok: false, reason: "damaged" };
  const pixels = heif.heif_image_handle_get_width(handle) * heif.heif_image_handle_get_height(handle);
  if (pixels > MAX_INPUT_PIXELS) return { ok: false, reason: "pixel_bomb" };
  const picture = await decodePixels(heif, handle);
  if (picture === null) return { ok: false, reason: "damaged" };
  const { data, width, height } = picture;
  // A photograph: JPEG keeps it small. What was transparent becomes white there.
  return encode(sharp(data, { raw: { width, height, channels: 4 } }), "heic", "image/jpeg");
}

async function decodePixels(heif: Heif, handle: unknown) {
  const { heif_colorspace_RGB } = heif.heif_colorspace;
  const { heif_chroma_interleaved_RGBA } = heif.heif_chroma;
  const decoded: DecodedHeif | undefined = await heif.heif_js_decode_image2(
    handle,
    heif_colorspace_RGB,
    heif_chroma_interleaved_RGBA,
  );
  const channel = decoded?.channels?.find(({ id }) => id === heif.heif_channel.heif_channel_interleaved);
  if (!channel) return null;
  const { width, height, stride } = channel;
  const rowBytes = width * 4;
  if (!(width >= 1 && height >= 1 && stride >= rowBytes)) return null;
  return { width, height, data: withoutPadding(channel.data, { rowBytes, stride, height }) };
}

function withoutPadding(
  data: Uint8Array,
  { rowBytes, stride, height }: { rowBytes: number; stride: number; height: number },
): Uint8Array {
  if (stride === rowBytes) return data.subarray(0, rowBytes * height);
  const packed = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row += 1) {
    packed.set(data.subarray(row * stride, row * stride + rowBytes), row * rowBytes);
  }
  return packed;
}
