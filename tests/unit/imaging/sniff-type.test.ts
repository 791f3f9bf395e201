import { describe, expect, it } from "vitest";
import { sniffType } from "@/lib/imaging/sniff-type";
import { SVG_VARIANTS } from "./hostile-files";

const latin = (text: string) => Buffer.from(text, "latin1");

describe("what a file is", () => {
  it.each([
    ["jpeg", "\xff\xd8\xff\xe0 JFIF"],
    ["png", "\x89PNG\r\n\x1a\n"],
    ["webp", "RIFF\x10\0\0\0WEBPVP8 "],
    ["webp", "RIFF\x10\0\0\0WEBPVP8X"],
    ["pdf", "%PDF-1.7\n"],
    ["heic", "\0\0\0\x18ftypheic"],
    ["heic", "\0\0\0\x18ftypmif1"],
    ["avif", "\0\0\0\x18ftypavif"],
    ["gif", "GIF89a"],
    ["tiff", "II*\0"],
    ["bmp", "BM\x36\0\0\0\0\0\0\0"],
    ["zip", "PK\x03\x04 word/document.xml"],
    ["gzip", "\x1f\x8b\x08"],
    ["postscript", "%!PS-Adobe"],
    ["html", "<!DOCTYPE html><p>"],
    ["html", "\n <script>alert(1)</script>"],
    ["xml", '<?xml version="1.0"?><feed/>'],
    ["unknown", ""],
    ["unknown", "hello"],
    ["unknown", "\xff\xd8"],
    ["unknown", "RIFF\x10\0\0\0WAVEfmt "],
    ["unknown", " %PDF-1.7"],
    ["unknown", "\x89PNG\n\x1a\n"],
    ["unknown", "5 < 7"],
  ])("FI-01 is %s by its first bytes: %j", (type, head) => {
    expect(sniffType(latin(head))).toBe(type);
  });

  it.each(SVG_VARIANTS)("FI-03 is never one of the four for an SVG %s", (_name, bytes) => {
    expect(["jpeg", "png", "webp", "pdf"]).not.toContain(sniffType(bytes));
  });

  it("reads a view into a larger buffer from its own start", () => {
    const whole = latin("xxxx\xff\xd8\xff\xe0");
    expect(sniffType(new Uint8Array(whole.buffer, whole.byteOffset + 4, 4))).toBe("jpeg");
  });
});
