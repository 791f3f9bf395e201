import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { type Heif, loadHeif } from "@/lib/imaging/heif";

/** The fields of `heif_security_limits`: pixels of an image, tiles of a grid. */
function limitsOf(heif: Heif): number[] {
  const first = heif._heif_get_global_security_limits() / 4;
  return [...heif.HEAPU32.subarray(first + 2, first + 6)];
}

describe("FI-05 the decoder of HEIC pictures", () => {
  it("FI-05 has limits of ours in place of its own, which are where we think they are", () => {
    const load = createRequire(import.meta.url)("libheif-js/libheif-wasm/libheif-bundle.js") as () => Heif;
    expect(limitsOf(load())).toEqual([32_768 * 32_768, 0, 4_096 * 4_096, 0]);
    expect(limitsOf(loadHeif())).toEqual([25_000_000, 0, 1_024, 0]);
  });
});
