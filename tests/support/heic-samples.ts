import { readFileSync } from "node:fs";
import { join } from "node:path";

/** 128 × 128, made with heif-enc: red, but blue at the top right and green at the bottom left. */
export const QUARTERS = readFileSync(join(import.meta.dirname, "../fixtures/pictures/quarters.heic"));
export const QUARTERS_SIDE = 128;

type Picture = {
  columns: number;
  rows: number;
  /** What the file says that the whole is; as it is when left out. */
  claimed?: [width: number, height: number];
  /** Quarter turns against the clock (ISO 23008-12, `irot`). */
  turns?: number;
  /** What a tile says that it is; as it is when left out. */
  claimedTile?: [width: number, height: number];
};

const FIRST_TILE = 2;

/** A picture of tiles, as iPhones write them (ISO/IEC 23008-12, 6.6.2.3); every tile is {@link QUARTERS}. */
export function tiledHeic({ columns, rows, turns = 0, claimed, claimedTile }: Picture): Buffer {
  const side = QUARTERS_SIDE;
  const [width, height] = claimed ?? [columns * side, rows * side];
  const tileSize = claimedTile ?? [side, side];
  const tiles = Array.from({ length: columns * rows }, (_, index) => index + FIRST_TILE);
  const grid = Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), u32(width), u32(height)]);
  const pixels = boxOf(QUARTERS, "mdat").subarray(8);
  const head = box("ftyp", Buffer.from("heic\0\0\0\0mif1heic", "latin1"));
  const meta = (start: number) =>
    fullBox(
      "meta",
      fullBox("hdlr", u32(0), Buffer.from("pict"), Buffer.alloc(13)),
      fullBox("pitm", u16(1)),
      fullBox("iinf", u16(tiles.length + 1), item(1, "grid"), ...tiles.map((id) => item(id, "hvc1"))),
      fullBox("iref", box("dimg", u16(1), u16(tiles.length), ...tiles.map(u16))),
      box(
        "iprp",
        box("ipco", size(width, height), size(...tileSize), boxOf(QUARTERS, "hvcC"), box("irot", u8(turns))),
        fullBox(
          "ipma",
          u32(tiles.length + 1),
          Buffer.concat([u16(1), u8(2), u8(1), u8(4 | ESSENTIAL)]),
          ...tiles.map((id) => Buffer.concat([u16(id), u8(2), u8(2), u8(3 | ESSENTIAL)])),
        ),
      ),
      fullBox(
        "iloc",
        Buffer.from([0x44, 0x00]),
        u16(tiles.length + 1),
        place(1, start, grid.length),
        ...tiles.map((id) => place(id, start + grid.length, pixels.length)),
      ),
    );
  const start = head.length + meta(0).length + 8;
  return Buffer.concat([head, meta(start), box("mdat", grid, pixels)]);
}

const ESSENTIAL = 0x80;

const u8 = (value: number) => Buffer.from([value]);
const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function box(name: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(name), body]);
}

const fullBox = (name: string, ...parts: Buffer[]) => box(name, u32(0), ...parts);
const size = (width: number, height: number) => fullBox("ispe", u32(width), u32(height));
const place = (id: number, offset: number, length: number) =>
  Buffer.concat([u16(id), u16(0), u16(1), u32(offset), u32(length)]);

/** An item's entry, version 2. */
function item(id: number, kind: string): Buffer {
  return box("infe", u32(2 << 24), u16(id), u16(0), Buffer.from(kind), u8(0));
}

/** A box that is in a file once, wherever it stands. */
function boxOf(file: Buffer, name: string): Buffer {
  const start = file.indexOf(name) - 4;
  return file.subarray(start, start + file.readUInt32BE(start));
}
