import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";
import { svgDocument, textLine } from "./svg";

/** A drawing that no bank would issue. */
export function catDrawing(): string {
  return svgDocument(900, 900, [
    `<rect width="900" height="900" fill="#f4d9b0"/>`,
    `<path d="M250 380 L220 170 L390 290 Z M650 380 L680 170 L510 290 Z" fill="#d98a3d"/>`,
    `<ellipse cx="450" cy="470" rx="260" ry="230" fill="#e59c4f"/>`,
    `<ellipse cx="360" cy="440" rx="42" ry="56" fill="#fff"/><ellipse cx="540" cy="440" rx="42" ry="56" fill="#fff"/>`,
    `<ellipse cx="364" cy="448" rx="16" ry="44" fill="#22301f"/><ellipse cx="536" cy="448" rx="16" ry="44" fill="#22301f"/>`,
    `<path d="M425 545 h50 l-25 28 z" fill="#b2554a"/>`,
    `<path d="M450 573 q-6 40 -60 44 M450 573 q6 40 60 44" stroke="#7a4a22" stroke-width="8" fill="none" stroke-linecap="round"/>`,
    `<path d="M300 540 L120 510 M300 570 L120 590 M600 540 L780 510 M600 570 L780 590" stroke="#7a4a22" stroke-width="6" stroke-linecap="round"/>`,
    `<path d="M210 760 q240 -130 480 0 v140 h-480 z" fill="#e59c4f"/>`,
  ]);
}

/** A sticker of the usual 512 × 512 dots on nothing. */
export function stickerDrawing(): string {
  return svgDocument(512, 512, [
    `<circle cx="256" cy="256" r="220" fill="#ffcf4a" stroke="#fff" stroke-width="16"/>`,
    `<circle cx="182" cy="212" r="26" fill="#3b2a10"/><circle cx="330" cy="212" r="26" fill="#3b2a10"/>`,
    `<path d="M150 280 q106 110 212 0" fill="#fff" stroke="#3b2a10" stroke-width="14" stroke-linejoin="round"/>`,
    textLine(256, 436, "E choke!", { size: 54, fill: "#3b2a10", weight: 700, anchor: "middle" }),
  ]);
}

/** A PNG of `side` × `side` dots of half a megabyte at most: small to carry, gigabytes to open. */
export async function decompressionBomb(side: number): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rowBytes = 1 + Math.ceil(side / 8);
  const pixels = await promisify(deflate)(Buffer.alloc(rowBytes * side));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(typed) >>> 0);
  return Buffer.concat([length, typed, sum]);
}
