export type SniffedType =
  | "jpeg"
  | "png"
  | "webp"
  | "pdf"
  | "heic"
  | "avif"
  | "gif"
  | "tiff"
  | "bmp"
  | "svg"
  | "html"
  | "xml"
  | "zip"
  | "gzip"
  | "postscript"
  | "unknown";

/** What a file is by its first bytes. Name and declared type are the sender's to choose and are not asked. */
export function sniffType(bytes: Uint8Array): SniffedType {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4_096));
  const signature = SIGNATURES.find(([, matches]) => matches(head));
  return signature?.[0] ?? sniffText(head);
}

const at = (head: Buffer, offset: number, text: string) =>
  head.toString("latin1", offset, offset + text.length) === text;

const HEIC_BRANDS = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]);

const SIGNATURES: readonly (readonly [SniffedType, (head: Buffer) => boolean])[] = [
  ["jpeg", (head) => at(head, 0, "\xff\xd8\xff")],
  ["png", (head) => at(head, 0, "\x89PNG\r\n\x1a\n")],
  ["webp", (head) => at(head, 0, "RIFF") && at(head, 8, "WEBPVP8")],
  // Readers find the mark anywhere in the first kilobyte; a file that is something else until then is not taken.
  ["pdf", (head) => at(head, 0, "%PDF-")],
  ["avif", (head) => at(head, 4, "ftypavif") || at(head, 4, "ftypavis")],
  ["heic", (head) => at(head, 4, "ftyp") && HEIC_BRANDS.has(head.toString("latin1", 8, 12))],
  ["gif", (head) => at(head, 0, "GIF87a") || at(head, 0, "GIF89a")],
  ["tiff", (head) => at(head, 0, "II*\0") || at(head, 0, "MM\0*") || at(head, 0, "II+\0")],
  ["bmp", (head) => at(head, 0, "BM") && at(head, 6, "\0\0\0\0")],
  ["zip", (head) => at(head, 0, "PK\x03\x04") || at(head, 0, "PK\x05\x06")],
  ["gzip", (head) => at(head, 0, "\x1f\x8b")],
  ["postscript", (head) => at(head, 0, "%!PS") || at(head, 0, "\xc5\xd0\xd3\xc6")],
];

/** Markup behind whatever byte order mark, prolog, comment or doctype; without its NULs UTF-16 and UTF-32 read as ASCII. */
function sniffText(head: Buffer): SniffedType {
  const text = head
    .toString("latin1")
    .replace(/\0/g, "")
    .replace(/^(?:\xff\xfe|\xfe\xff|\xef\xbb\xbf)/, "")
    .trimStart()
    .toLowerCase();
  if (!text.startsWith("<")) return "unknown";
  if (/<(?:[a-z_][\w.-]{0,40}:)?svg[\s/>]/.test(text)) return "svg";
  if (/<!doctype html|<(?:html|head|body|script|iframe|img|a|p|div)[\s/>]/.test(text)) return "html";
  return /^<(?:\?xml|!|[a-z])/.test(text) ? "xml" : "unknown";
}
