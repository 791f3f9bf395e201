import { readFileSync } from "node:fs";
import path from "node:path";

type Weight = "regular" | "bold";

/**
 * The whole Noto Sans: subsets for the web lack ₦ or the letters of Yoruba and Igbo. Both paths are spelled out, so that
 * a bundler sees which two files are read and ships them, rather than the whole project.
 */
function readFont(weight: Weight): Buffer {
  return weight === "bold"
    ? readFileSync(
        path.join(process.cwd(), "node_modules/@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf"),
      )
    : readFileSync(
        path.join(
          process.cwd(),
          "node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
        ),
      );
}

/**
 * The font as a data address, without its substitution table: that takes ṣ apart into s and a dot, which looks the same but
 * copies, searches and reads aloud as something else.
 */
export function drawingFont(weight: Weight): string {
  const font = readFont(weight);
  const record = tableRecord(font, "GSUB");
  if (record !== null) font.write("gsub", record, "latin1");
  return `data:font/ttf;base64,${font.toString("base64")}`;
}

let covered: Set<number> | undefined;

/** True when the document font can draw this code point in both weights. */
export function hasGlyph(codePoint: number): boolean {
  covered ??= bothWeights();
  return covered.has(codePoint);
}

function bothWeights(): Set<number> {
  const bold = readCoverage(readFont("bold"));
  return new Set([...readCoverage(readFont("regular"))].filter((point) => bold.has(point)));
}

/** The code points of a TrueType font, from its `cmap` table (OpenType 1.9: cmap, formats 4 and 12). */
function readCoverage(font: Buffer): Set<number> {
  const points = new Set<number>();
  const cmap = tableOffset(font, "cmap");
  const subtables = font.readUInt16BE(cmap + 2);
  for (let index = 0; index < subtables; index += 1) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    const format = font.readUInt16BE(subtable);
    if (format === 4) readSegments(font, subtable, points);
    if (format === 12) readGroups(font, subtable, points);
  }
  return points;
}

/** Where the font's directory speaks of a table. */
function tableRecord(font: Buffer, name: string): number | null {
  const tables = font.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16;
    if (font.toString("latin1", record, record + 4) === name) return record;
  }
  return null;
}

function tableOffset(font: Buffer, name: string): number {
  const record = tableRecord(font, name);
  if (record === null) throw new Error(`The font has no ${name} table`);
  return font.readUInt32BE(record + 8);
}

function readSegments(font: Buffer, subtable: number, points: Set<number>): void {
  const size = font.readUInt16BE(subtable + 6);
  const ends = subtable + 14;
  const starts = ends + size + 2;
  const deltas = starts + size;
  const offsets = deltas + size;
  for (let segment = 0; segment < size; segment += 2) {
    const start = font.readUInt16BE(starts + segment);
    const end = font.readUInt16BE(ends + segment);
    const delta = font.readUInt16BE(deltas + segment);
    const offset = font.readUInt16BE(offsets + segment);
    for (let point = start; point <= end && point < 0xffff; point += 1) {
      const glyph =
        offset === 0 ? point : font.readUInt16BE(offsets + segment + offset + (point - start) * 2);
      if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) points.add(point);
    }
  }
}

function readGroups(font: Buffer, subtable: number, points: Set<number>): void {
  const groups = font.readUInt32BE(subtable + 12);
  for (let group = 0; group < groups; group += 1) {
    const record = subtable + 16 + group * 12;
    const end = font.readUInt32BE(record + 4);
    for (let point = font.readUInt32BE(record); point <= end; point += 1) points.add(point);
  }
}
