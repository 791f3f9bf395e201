import { createRequire } from "node:module";
import sharp from "sharp";

const FONTS = [
  "400Regular/NotoSans_400Regular.ttf",
  "600SemiBold/NotoSans_600SemiBold.ttf",
  "700Bold/NotoSans_700Bold.ttf",
];

let fontsReady: Promise<void> | undefined;

/**
 * Makes the typeface known to the SVG renderer. Drawing a text from a font file registers that file for the whole
 * process, so that pictures look the same on a machine without any fonts.
 */
function loadFonts(): Promise<void> {
  fontsReady ??= (async () => {
    const require = createRequire(import.meta.url);
    for (const file of FONTS) {
      const fontfile = require.resolve(`@expo-google-fonts/noto-sans/${file}`);
      await sharp({ text: { text: "₦", font: "Noto Sans", fontfile } })
        .png()
        .toBuffer();
    }
  })();
  return fontsReady;
}

/** Draws an SVG as a JPEG, as a phone would share it. */
export async function rasterizeJpeg(svg: string, quality = 88): Promise<Buffer> {
  await loadFonts();
  return sharp(Buffer.from(svg)).flatten({ background: "#ffffff" }).jpeg({ quality }).toBuffer();
}

export async function rasterizePng(svg: string): Promise<Buffer> {
  await loadFonts();
  return sharp(Buffer.from(svg)).png().toBuffer();
}

export async function rasterizeWebp(svg: string): Promise<Buffer> {
  await loadFonts();
  return sharp(Buffer.from(svg)).webp({ quality: 80 }).toBuffer();
}

/** The same picture with `share` of each edge cut away, scaled a little and compressed anew. */
export async function cropAnew(bytes: Buffer, share: number): Promise<Buffer> {
  const image = sharp(bytes);
  const { width = 0, height = 0 } = await image.metadata();
  const left = Math.round(width * share);
  const top = Math.round(height * share);
  const region = { left, top, width: width - 2 * left, height: height - 2 * top };
  return image
    .extract(region)
    .resize({ width: Math.round(region.width * 0.9) })
    .jpeg({ quality: 74 })
    .toBuffer();
}
