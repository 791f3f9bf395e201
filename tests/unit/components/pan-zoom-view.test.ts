import { describe, expect, it } from "vitest";
import { clampView, fitSize, zoomAround } from "@/components/receipts/pan-zoom-view";

const picture = { width: 720, height: 1280 };
const phone = { width: 360, height: 400 };

describe("the picture of a receipt in its box", () => {
  it("fills a phone's width, so that the small print can be read", () => {
    expect(fitSize(phone, picture)).toEqual({ width: 360, height: 640 });
  });

  it("shows whole on a laptop", () => {
    expect(fitSize({ width: 900, height: 640 }, picture)).toEqual({ width: 360, height: 640 });
  });

  it("is moved no further than its own edges", () => {
    const fit = fitSize(phone, picture);
    expect(clampView({ scale: 1, x: 50, y: 90 }, phone, fit)).toEqual({ scale: 1, x: 0, y: 0 });
    expect(clampView({ scale: 1, x: 0, y: -999 }, phone, fit)).toEqual({ scale: 1, x: 0, y: -240 });
  });

  it("stays in the middle where the box is larger", () => {
    const box = { width: 900, height: 640 };
    expect(clampView({ scale: 1, x: -80, y: 12 }, box, fitSize(box, picture))).toEqual({
      scale: 1,
      x: 270,
      y: 0,
    });
  });

  it("keeps what is under the finger under the finger", () => {
    const at = { x: 100, y: 150 };
    const before = { scale: 1, x: -20, y: -60 };
    const after = zoomAround(before, 2, at);
    const shown = (view: typeof before) => [(at.x - view.x) / view.scale, (at.y - view.y) / view.scale];
    expect(after.scale).toBe(2);
    expect(shown(after)).toEqual(shown(before));
  });

  it("zooms neither below the fit nor above eight times", () => {
    expect(zoomAround({ scale: 1, x: 0, y: 0 }, 0.2, { x: 0, y: 0 }).scale).toBe(1);
    expect(zoomAround({ scale: 6, x: 0, y: 0 }, 4, { x: 0, y: 0 }).scale).toBe(8);
  });
});
