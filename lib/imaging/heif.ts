import { createRequire } from "node:module";
import { MAX_INPUT_PIXELS } from "./result";

/** What is used of libheif (C API of libheif 1.23, as its Emscripten build gives it to JavaScript). */
export type Heif = {
  heif_context_alloc(): unknown;
  heif_context_read_from_memory(context: unknown, bytes: Buffer): { code: unknown };
  heif_js_context_get_primary_image_handle(context: unknown): { code?: unknown } | undefined;
  heif_image_handle_get_width(handle: unknown): number;
  heif_image_handle_get_height(handle: unknown): number;
  heif_js_decode_image2(handle: unknown, space: unknown, chroma: unknown): DecodedHeif | Promise<DecodedHeif>;
  heif_error_code: { heif_error_Ok: unknown };
  heif_colorspace: { heif_colorspace_RGB: unknown };
  heif_chroma: { heif_chroma_interleaved_RGBA: unknown };
  heif_channel: { heif_channel_interleaved: unknown };
  _heif_get_global_security_limits(): number;
  HEAPU32: Uint32Array;
};

/** Rows of a channel may be padded: `stride` is their length in bytes. */
export type DecodedHeif = {
  code?: unknown;
  channels?: { id: unknown; width: number; height: number; stride: number; data: Uint8Array }[];
};

/** Tiles of a grid: an iPhone's 48 megapixels have 192. */
const MAX_TILES = 1_024;

/** `heif_security_limits` (libheif/heif_security.h): where its fields stand, in words of 32 bits; both are 64 bits wide. */
const LIMIT_WORDS = { imagePixels: 2, tiles: 4 };

/**
 * Loads the decoder of HEIC pictures, with limits of ours for what it makes room for. It is told to print nothing: the
 * child's output is its answer. Loaded only when such a picture comes, for it costs every child 70 ms.
 */
export function loadHeif(): Heif {
  const make = createRequire(import.meta.url)("libheif-js/libheif-wasm/libheif-bundle.js") as (
    options: object,
  ) => Heif;
  const heif = make({ print: () => undefined, printErr: () => undefined });
  const first = heif._heif_get_global_security_limits() / Uint32Array.BYTES_PER_ELEMENT;
  heif.HEAPU32.set([MAX_INPUT_PIXELS, 0], first + LIMIT_WORDS.imagePixels);
  heif.HEAPU32.set([MAX_TILES, 0], first + LIMIT_WORDS.tiles);
  return heif;
}
