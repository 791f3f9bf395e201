import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentDisposition, fileHeaders, safeName } from "@/lib/storage/file-headers";

/** Reads a header back the way a browser does: RFC 6266 with RFC 8187's encoding. */
function parse(header: string): { kind: string; ascii?: string; name?: string } {
  const match =
    /^(inline|attachment)(?:; filename="([^"\\]*)"; filename\*=UTF-8''([A-Za-z0-9!#$&+\-.^_`|~%]*))?$/.exec(
      header,
    );
  if (match === null) throw new Error(`not a header: ${header}`);
  return {
    kind: match[1]!,
    ascii: match[2],
    name: match[3] === undefined ? undefined : decodeURIComponent(match[3]),
  };
}

describe("the name under which a file is saved", () => {
  it.each([
    ["Invoice 7.pdf", "Invoice 7.pdf"],
    ["Reçu ọjà.pdf", "Reçu ọjà.pdf"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"],
    ['"; filename="evil.html', "_; filename=_evil.html"],
    ["invoice\u202Egpj.exe", "invoicegpj.exe"],
    ["zero\u200Bwidth.pdf", "zerowidth.pdf"],
    ["", "file"],
    ["...", "file"],
    ["100%.pdf", "100%.pdf"],
    ["it's (1)*.pdf", "it's (1)_.pdf"],
    ["👗.png", "👗.png"],
  ])("FI-06 %j becomes %j and reads back equal", (given, name) => {
    expect(safeName(given)).toBe(name);
    expect(parse(contentDisposition({ contentType: "application/pdf", downloadName: given })).name).toBe(
      name,
    );
  });

  it("FI-06 keeps a long name's ending", () => {
    const name = safeName(`${"x".repeat(300)}.pdf`);
    expect(name).toHaveLength(150);
    expect(name.endsWith("x.pdf")).toBe(true);
  });

  it("FI-06 makes a header that reads back, of whatever anybody calls a file", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (downloadName) => {
        const header = contentDisposition({ contentType: "image/png", downloadName });
        const read = parse(header);
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(read.kind).toBe("attachment");
        expect(read.name).toBe(safeName(downloadName));
      }),
      { numRuns: 2_000, seed: 20261121 },
    );
  });
});

describe("how a file is shown", () => {
  it.each(["image/png", "image/jpeg", "image/webp", "application/pdf"])(
    "shows %s when asked to",
    (contentType) => {
      expect(contentDisposition({ contentType, inline: true })).toBe("inline");
      expect(contentDisposition({ contentType })).toBe("attachment");
    },
  );

  it.each([
    "text/html",
    "image/svg+xml",
    "application/xhtml+xml",
    "text/plain",
    "image/heic",
    "nonsense",
    "",
  ])("FI-06 never shows %j, only saves it", (contentType) => {
    expect(contentDisposition({ contentType, inline: true })).toBe("attachment");
    const headers = fileHeaders({ contentType, inline: true });
    expect(headers["content-security-policy"]).toContain("sandbox");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  it("FI-06 takes a type that would break the header for unknown bytes", () => {
    const headers = fileHeaders({ contentType: "text/html\r\nX: y" });
    expect(headers["content-type"]).toBe("application/octet-stream");
  });
});
