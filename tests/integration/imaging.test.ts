import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { childEntry } from "@/lib/imaging/child-entry";
import { type ReencodeResult, reencode } from "@/lib/imaging/reencode";
import { CHILD_LIMITS, ImagingUnavailableError, runChild } from "@/lib/imaging/run-child";
import { QUARTERS, tiledHeic } from "../support/heic-samples";
import { bombStream, chunk, pagePdf, pdf, png, SVG_VARIANTS, stream } from "../unit/imaging/hostile-files";

/** How many children live now, and how many did at most. */
const children = vi.hoisted(() => ({ alive: 0, most: 0 }));

vi.mock("node:child_process", async (original) => {
  const real = await original<typeof import("node:child_process")>();
  const counted = (...given: Parameters<typeof real.spawn>) => {
    children.alive += 1;
    children.most = Math.max(children.most, children.alive);
    return real.spawn(...given).once("close", () => {
      children.alive -= 1;
    });
  };
  return { ...real, spawn: vi.fn(counted) };
});

const PAYLOAD = "<script>alert('receipt')</script>";
const folder = mkdtempSync(join(tmpdir(), "trustguard-imaging-"));

beforeEach(() => void vi.mocked(spawn).mockClear());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function picture(width = 300, height = 200) {
  return sharp({ create: { width, height, channels: 3, background: "#c0392b" } });
}

/** The colour of a picture's centre. */
async function centre(bytes: Buffer): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const place = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
  return [...data.subarray(place, place + 3)];
}

const RED = [192, 57, 43];
const close = (colour: number[]) => colour.map((value) => expect.closeTo(value, -1));
const red = close(RED);

/** The colours in the middle of a small picture's quarters: top left, top right, bottom left, bottom right. */
async function quartersOf(result: ReencodeResult): Promise<number[][]> {
  if (!result.ok) throw new Error(result.reason);
  const { data, info } = await sharp(result.bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const place = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * info.channels;
    return [...data.subarray(place, place + 3)];
  };
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
}

/** A program in the child's place, to see what the watch does with it. */
function program(name: string, code: string) {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `process.stdout.write("ready\\n");\n${code}`);
  return { execArguments: [], file };
}

describe("FI-01 the five types", () => {
  it.each([
    ["jpeg", "image/jpeg", () => picture().jpeg().toBuffer()],
    ["png", "image/webp", () => picture().png().toBuffer()],
    ["webp", "image/webp", () => picture().webp().toBuffer()],
    ["pdf", "image/jpeg", async () => pagePdf("0.753 0.224 0.169 rg 0 0 300 200 re f", 300, 200)],
  ] as const)("FI-01 a true %s becomes a picture of ours", async (type, mimeType, make) => {
    const original = await make();
    const result = await reencode(original);
    expect(result).toMatchObject({ ok: true, type, mimeType });
    if (!result.ok) return;
    expect(result.bytes.equals(original)).toBe(false);
    expect((await sharp(result.bytes).metadata()).format).toBe(mimeType.slice(6));
    expect(await centre(result.bytes)).toEqual(red);
  });

  it("FI-01 a true HEIC becomes a picture of ours, of one part or of many, upright", async () => {
    const [red, green, blue] = [RED, [32, 160, 64], [32, 64, 192]];
    const one = await reencode(QUARTERS);
    expect(one).toMatchObject({ ok: true, type: "heic", mimeType: "image/jpeg", width: 128, height: 128 });
    expect(await quartersOf(one)).toEqual([red, blue, green, red].map(close));
    const many = await reencode(tiledHeic({ columns: 3, rows: 2 }));
    expect(many).toMatchObject({ ok: true, type: "heic", width: 384, height: 256 });
    const turned = await reencode(tiledHeic({ columns: 1, rows: 1, turns: 1 }));
    expect(await quartersOf(turned)).toEqual([blue, red, red, green].map(close));
  });

  it("brings the long side to 2,000 pixels and enlarges nothing", async () => {
    expect(await reencode(await picture(3_000, 1_500).jpeg().toBuffer())).toMatchObject({
      width: 2_000,
      height: 1_000,
    });
    expect(await reencode(await picture(20, 10).jpeg().toBuffer())).toMatchObject({ width: 20, height: 10 });
  });

  it("says how many pages a PDF has and shows the first", async () => {
    const pages = pdf([
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R>>",
      stream(Buffer.from("0.753 0.224 0.169 rg 0 0 300 200 re f")),
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>",
    ]);
    const result = await reencode(pages);
    expect(result).toMatchObject({ ok: true, type: "pdf", pages: 2 });
    if (result.ok) expect(await centre(result.bytes)).toEqual(red);
  });

  it.each([
    ["HTML named receipt.jpg", Buffer.from(`<html>${PAYLOAD}`)],
    ["a GIF", Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1")],
    ["a GIF that is a script", Buffer.from(`GIF89a/*${PAYLOAD}*/=1;`)],
    ["a TIFF", Buffer.from("II*\0\x08\0\0\0", "latin1")],
    ["an AVIF", Buffer.from("\0\0\0\x18ftypavif\0\0\0\0mif1avif", "latin1")],
    ["a zip", Buffer.from(`PK\x03\x04${PAYLOAD}`, "latin1")],
    ["nothing", Buffer.alloc(0)],
    ["a PDF behind a script", Buffer.from(`${PAYLOAD}\n%PDF-1.4`)],
    ["a sound", Buffer.from("RIFF\x10\0\0\0WAVEfmt ", "latin1")],
  ])("FI-01 refuses %s before any decoder", async (_name, bytes) => {
    expect(await reencode(bytes)).toEqual({ ok: false, reason: "unsupported" });
    expect(spawn).not.toHaveBeenCalled();
  });

  it.each([
    ["a script behind JPEG's first bytes", Buffer.from(`\xff\xd8\xff${PAYLOAD}`, "latin1")],
    ["an SVG behind JPEG's first bytes", Buffer.from("\xff\xd8\xff<svg/>", "latin1")],
    ["a script behind PNG's first bytes", Buffer.from(`\x89PNG\r\n\x1a\n${PAYLOAD}`, "latin1")],
    ["a WebP of nothing", Buffer.from("RIFF\x10\0\0\0WEBPVP8 ", "latin1")],
    ["a HEIC of nothing", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1")],
    ["a HEIC cut off", QUARTERS.subarray(0, QUARTERS.length - 60)],
    ["a HEIC of random bytes", Buffer.concat([QUARTERS.subarray(0, 40), Buffer.alloc(9_999, 7)])],
    ["a PDF of nothing", Buffer.from("%PDF-1.7\n")],
    ["a PDF of random bytes", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(9_999, 7)])],
    ["a PDF without pages", pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"])],
  ])("FI-01 finds %s damaged", async (_name, bytes) => {
    expect(await reencode(bytes)).toEqual({ ok: false, reason: "damaged" });
  });

  it("FI-01 finds a picture cut in half damaged", async () => {
    const whole = await sharp({
      create: {
        width: 800,
        height: 800,
        channels: 3,
        noise: { type: "gaussian", mean: 128, sigma: 50 },
        background: "#000",
      },
    })
      .jpeg()
      .toBuffer();
    expect(await reencode(whole)).toMatchObject({ ok: true });
    expect(await reencode(whole.subarray(0, whole.length / 2))).toEqual({ ok: false, reason: "damaged" });
  });

  it("FI-01 carries nothing over that was hidden in a true picture", async () => {
    const jpeg = await picture()
      .withExif({ IFD0: { ImageDescription: PAYLOAD } })
      .jpeg()
      .toBuffer();
    const base = await picture().png().toBuffer();
    const text = chunk("tEXt", Buffer.from(`Comment\0${PAYLOAD}`));
    const hidden: [string, Buffer][] = [
      ["metadata", jpeg],
      ["a tail", Buffer.concat([await picture().jpeg().toBuffer(), Buffer.from(PAYLOAD)])],
      ["a PNG chunk", Buffer.concat([base.subarray(0, 33), text, base.subarray(33)])],
      ["a zip behind", Buffer.concat([base, Buffer.from(`PK\x03\x04${PAYLOAD}`)])],
      ["a PDF's script", pagePdf("0 0 9 9 re f", 300, 200, `/OpenAction<</S/JavaScript/JS(${PAYLOAD})>>`)],
    ];
    for (const [, bytes] of hidden) {
      expect(bytes.includes(PAYLOAD)).toBe(true);
      const result = await reencode(bytes);
      expect(result).toMatchObject({ ok: true });
      if (result.ok) expect(result.bytes.includes("alert")).toBe(false);
    }
  });
});

describe("FI-02 files that are too large", () => {
  it("FI-02 are refused before any decoder", async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const huge = Buffer.concat([jpeg, Buffer.alloc(16 * 1024 * 1024)]);
    expect(await reencode(huge)).toEqual({ ok: false, reason: "too_large" });
    expect(spawn).not.toHaveBeenCalled();
    expect(await reencode(huge.subarray(0, 16 * 1024 * 1024))).toMatchObject({ ok: true });
  });
});

describe("FI-03 pictures that are programs", () => {
  it.each(SVG_VARIANTS)("FI-03 an SVG %s reaches no decoder", async (_name, bytes) => {
    expect(await reencode(bytes)).toEqual({ ok: false, reason: "unsupported" });
    expect(spawn).not.toHaveBeenCalled();
  });

  it("FI-03 the decoder itself knows only three formats", async () => {
    const gif = await picture().gif().toBuffer();
    const tiff = await picture().tiff().toBuffer();
    const good = await picture().png().toBuffer();
    const entry = childEntry();
    const tried = join(folder, "try.ts");
    const decoder = join(import.meta.dirname, "../../lib/imaging/decode-picture.ts");
    writeFileSync(
      tried,
      `import { decodePicture } from ${JSON.stringify(decoder)};
      import { frameResult } from ${JSON.stringify(decoder.replace("decode-picture", "result"))};
      process.stdout.write("ready\\n");
      const chunks = [];
      process.stdin.on("data", (part) => chunks.push(part));
      process.stdin.on("end", async () => process.stdout.write(frameResult(await decodePicture(Buffer.concat(chunks), "png"))));`,
    );
    const decode = (bytes: Buffer) => runChild(bytes, CHILD_LIMITS, { ...entry, file: tried });
    expect(await decode(good)).toMatchObject({ ok: true });
    for (const bytes of [gif, tiff, ...SVG_VARIANTS.slice(0, 3).map(([, variant]) => variant)]) {
      // Without the block each of these decodes: sharp itself can read them.
      if (bytes === gif || bytes === tiff) expect((await sharp(bytes).metadata()).width).toBe(300);
      expect(await decode(bytes)).toEqual({ ok: false, reason: "damaged" });
    }
  });
});

describe("FI-04 PDFs that go off", () => {
  const page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>";
  const bombs: [name: string, bytes: () => Buffer, reasons: string[]][] = [
    [
      "a hundred thousand pages",
      () =>
        pdf([
          "<</Type/Catalog/Pages 2 0 R>>",
          `<</Type/Pages/Kids[${"3 0 R ".repeat(100_000)}]/Count 100000>>`,
          page,
        ]),
      ["too_large"],
    ],
    [
      "sixty thousand objects",
      () =>
        pdf([
          "<</Type/Catalog/Pages 2 0 R>>",
          "<</Type/Pages/Kids[3 0 R]/Count 1>>",
          page,
          ...Array(60_000).fill("1"),
        ]),
      ["too_large"],
    ],
    [
      "a page the size of a field",
      () => pagePdf("0 0 9 9 re f", 2_000_000, 2_000_000),
      ["pixel_bomb", "damaged"],
    ],
    [
      "four hundred megabytes of drawing in a small stream",
      () =>
        pdf([
          "<</Type/Catalog/Pages 2 0 R>>",
          "<</Type/Pages/Kids[3 0 R]/Count 1>>",
          "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<<>>>>",
          bombStream(400),
        ]),
      ["timeout", "memory", "damaged"],
    ],
    [
      "a stream packed nine times over",
      () => {
        let bytes = deflateSync(Buffer.alloc(20_000_000, "0 0 m "));
        for (let layer = 1; layer < 9; layer += 1) bytes = deflateSync(bytes);
        return pdf([
          "<</Type/Catalog/Pages 2 0 R>>",
          "<</Type/Pages/Kids[3 0 R]/Count 1>>",
          "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<<>>>>",
          stream(bytes, `/Filter[${"/FlateDecode".repeat(9)}]`),
        ]);
      },
      [],
    ],
    [
      "forms that draw each other without end",
      () =>
        pdf([
          "<</Type/Catalog/Pages 2 0 R>>",
          "<</Type/Pages/Kids[3 0 R]/Count 1>>",
          "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>",
          stream(Buffer.from("/A Do")),
          stream(
            Buffer.from("/B Do /B Do"),
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</B 6 0 R>>>>",
          ),
          stream(
            Buffer.from("/A Do /A Do"),
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>",
          ),
        ]),
      [],
    ],
    [
      "brackets half a million deep",
      () =>
        pdf([
          `<</Type/Catalog/Pages 2 0 R/X ${"[".repeat(500_000)}>>`,
          "<</Type/Pages/Kids[3 0 R]/Count 1>>",
          page,
        ]),
      [],
    ],
    [
      "a page tree that is a circle",
      () => pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
      [],
    ],
  ];

  it.each(bombs)(
    "FI-04 %s costs one child and nothing else",
    async (_name, make, reasons) => {
      const bytes = make();
      const before = process.memoryUsage.rss();
      const start = performance.now();
      const result = await reencode(bytes);
      expect(performance.now() - start).toBeLessThan(CHILD_LIMITS.startMs + CHILD_LIMITS.wallMs);
      // Some of these a good reader survives; then what comes out is a plain picture.
      if (reasons.length > 0) expect(reasons).toContain(result.ok ? "ok" : result.reason);
      expect(process.memoryUsage.rss() - before).toBeLessThan(50 * 1024 * 1024);
      expect(await reencode(await picture().jpeg().toBuffer())).toMatchObject({ ok: true });
    },
    60_000,
  );
});

describe("FI-05 pictures that go off", () => {
  it.each([
    ["a flood of 50,000 × 50,000", png(50_000, 50_000)],
    ["one line too many", png(5_000, 5_001)],
    ["a billion in one line", png(1_000_000_000, 1)],
    ["more than any integer holds", png(2_147_483_647, 2_147_483_647)],
    ["a HEIC of 50,000 × 50,000", tiledHeic({ columns: 2, rows: 2, claimed: [50_000, 50_000] })],
    ["a HEIC whose parts are 20,000 wide", tiledHeic({ columns: 2, rows: 2, claimedTile: [20_000, 20_000] })],
    ["a HEIC of a thousand parts and more", tiledHeic({ columns: 33, rows: 32, claimed: [100, 100] })],
    ["a HEIC one line too large", tiledHeic({ columns: 1, rows: 1, claimed: [5_000, 5_001] })],
  ])("FI-05 refuses %s at once", async (_name, bytes) => {
    const start = performance.now();
    const result = await reencode(bytes);
    expect(result.ok ? "ok" : result.reason).toMatch(/^(pixel_bomb|damaged)$/);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("FI-05 takes twenty-five million pixels", async () => {
    const limit = await picture(5_000, 5_000).png().toBuffer();
    expect(await reencode(limit)).toMatchObject({ ok: true, width: 2_000, height: 2_000 });
    const beyond = await picture(5_001, 5_000).png().toBuffer();
    expect(await reencode(beyond)).toEqual({ ok: false, reason: "pixel_bomb" });
  });

  it("FI-05 takes one frame of an animation", async () => {
    const frames = Buffer.concat([Buffer.alloc(300 * 200 * 3, 10), Buffer.alloc(300 * 200 * 3, 250)]);
    const animated = await sharp(frames, { raw: { width: 300, height: 400, channels: 3, pageHeight: 200 } })
      .webp({ loop: 0 })
      .toBuffer();
    expect((await sharp(animated).metadata()).pages).toBe(2);
    expect(await reencode(animated)).toMatchObject({ ok: true, width: 300, height: 200 });
  });

  it("FI-05 keeps neither place nor maker, and turns the picture upright", async () => {
    const original = await picture(300, 200)
      .withExif({ IFD0: { Make: "TECNO" }, IFD3: { GPSLatitude: "6/1 26/1 0/1", GPSLatitudeRef: "N" } })
      .withMetadata({ orientation: 6 })
      .withIccProfile("p3")
      .jpeg()
      .toBuffer();
    const before = await sharp(original).metadata();
    expect(before.exif).toBeDefined();
    expect(before.icc).toBeDefined();
    const result = await reencode(original);
    expect(result).toMatchObject({ ok: true, width: 200, height: 300 });
    if (!result.ok) return;
    const after = await sharp(result.bytes).metadata();
    expect([after.exif, after.icc, after.xmp, after.iptc, after.orientation]).toEqual(
      Array(5).fill(undefined),
    );
    expect(result.bytes.includes("TECNO")).toBe(false);
  });

  it("FI-05 survives a colour profile of ten megabytes of nothing", async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const segments: Buffer[] = [];
    for (let part = 1; part <= 160; part += 1) {
      const body = Buffer.concat([
        Buffer.from(`ICC_PROFILE\0${String.fromCharCode(part, 160)}`, "latin1"),
        Buffer.alloc(65_000, 1),
      ]);
      const head = Buffer.from([0xff, 0xe2, 0, 0]);
      head.writeUInt16BE(body.length + 2, 2);
      segments.push(head, body);
    }
    const bytes = Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
    const result = await reencode(bytes);
    if (result.ok) expect(result.bytes.length).toBeLessThan(100_000);
    else expect(result.reason).toBe("damaged");
  });
});

describe("FI-05 the child's limits", () => {
  const say = (text: string) =>
    `process.stdout.write(JSON.stringify({ ok: false, reason: ${text} }) + "\\n");`;

  it("FI-05 a child that behaves is heard", async () => {
    expect(await runChild(Buffer.alloc(0), CHILD_LIMITS, program("good", say('"damaged"')))).toEqual({
      ok: false,
      reason: "damaged",
    });
  });

  it("FI-05 has no secret: its environment is empty", async () => {
    process.env.TRUSTGUARD_TEST_SECRET = "do not pass this on";
    // What the shell itself may set says nothing of us.
    const own = '["PWD", "OLDPWD", "SHLVL", "_"]';
    const code = `const left = Object.keys(process.env).filter((name) => !${own}.includes(name));
      ${say('left.length === 0 ? "unsupported" : "damaged"')}`;
    const result = await runChild(Buffer.alloc(0), CHILD_LIMITS, program("environment", code));
    delete process.env.TRUSTGUARD_TEST_SECRET;
    expect(result).toEqual({ ok: false, reason: "unsupported" });
  });

  it("FI-05 is killed when it takes too much memory", async () => {
    const code = "const kept = []; setInterval(() => kept.push(Buffer.alloc(20_000_000, 1)), 5);";
    const limits = { ...CHILD_LIMITS, memoryBytes: 200_000_000 };
    expect(await runChild(Buffer.alloc(0), limits, program("memory", code))).toEqual({
      ok: false,
      reason: "memory",
    });
  });

  it("FI-05 is killed when it computes too long, though it never listens", async () => {
    const limits = { ...CHILD_LIMITS, cpuMs: 300 };
    const start = performance.now();
    expect(await runChild(Buffer.alloc(0), limits, program("spin", "for (;;);"))).toEqual({
      ok: false,
      reason: "timeout",
    });
    expect(performance.now() - start).toBeLessThan(CHILD_LIMITS.wallMs);
  });

  it("FI-05 is killed when it waits too long", async () => {
    const limits = { ...CHILD_LIMITS, wallMs: 300 };
    const code = "setInterval(() => {}, 1000);";
    expect(await runChild(Buffer.alloc(0), limits, program("wait", code))).toEqual({
      ok: false,
      reason: "timeout",
    });
  });

  it("FI-05 is believed in nothing it says without form", async () => {
    const code = 'process.stdout.write("<html>\\n");';
    expect(await runChild(Buffer.alloc(0), CHILD_LIMITS, program("chatter", code))).toEqual({
      ok: false,
      reason: "damaged",
    });
  });

  it("is our fault, not the file's, when it does not start", async () => {
    const missing = { execArguments: [], file: join(folder, "nowhere.mjs") };
    await expect(runChild(Buffer.alloc(0), CHILD_LIMITS, missing)).rejects.toThrow(ImagingUnavailableError);
  });

  it("runs two at a time, and all of many in the end", async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const results = await Promise.all(Array.from({ length: 6 }, () => reencode(jpeg)));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(spawn).toHaveBeenCalledTimes(6);
    expect(children).toEqual({ alive: 0, most: 2 });
  });
});
