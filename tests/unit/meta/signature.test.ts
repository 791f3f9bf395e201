import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSignature, signBody } from "@/lib/meta/signature";

const SECRET = "app-secret-of-adas-fashion";
const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
const good = signBody(body, SECRET);
const sha1 = createHmac("sha1", SECRET).update(body).digest("hex");

describe("a webhook's signature", () => {
  it("WH-01 accepts what the app secret signed", () => {
    expect(checkSignature(body, good, [SECRET])).toBe("ok");
  });

  it("WH-01 tells a missing header from a wrong one", () => {
    expect(checkSignature(body, null, [SECRET])).toBe("missing");
  });

  it.each([
    ["an empty header", ""],
    ["an empty digest", "sha256="],
    ["another secret's", signBody(body, "somebody else")],
    ["a truncated digest", good.slice(0, -2)],
    ["a longer digest", `${good}00`],
    ["upper-case digits", `sha256=${good.slice(7).toUpperCase()}`],
    ["an upper-case name", good.replace("sha256", "SHA256")],
    ["SHA-1 alone", `sha1=${sha1}`],
    ["SHA-1 under the name of SHA-256", `sha256=${sha1}`],
    ["two headers joined", `${good}, ${good}`],
    ["a good one after a space", ` ${good}`],
    ["a good one before a line break", `${good}\n`],
    ["no algorithm", good.slice(7)],
    ["a plain hash without key", `sha256=${createHash("sha256").update(body).digest("hex")}`],
    ["the signature of an empty body", signBody(Buffer.alloc(0), SECRET)],
    ["letters that are no digits", `sha256=${"z".repeat(64)}`],
  ])("WH-01 refuses %s", (_name, header) => {
    expect(checkSignature(body, header, [SECRET])).toBe("wrong");
  });

  it("WH-01 accepts nothing when no secret, or an empty one, is configured", () => {
    expect(checkSignature(body, signBody(body, ""), [""])).toBe("wrong");
    expect(checkSignature(body, good, [])).toBe("wrong");
  });

  it("WH-10 accepts the old secret as long as it is on the list", () => {
    const old = signBody(body, "old secret");
    expect(checkSignature(body, old, [SECRET, "old secret"])).toBe("ok");
    expect(checkSignature(body, good, [SECRET, "old secret"])).toBe("ok");
    expect(checkSignature(body, old, [SECRET])).toBe("wrong");
  });

  it("WH-02 accepts 500 random Unicode bodies as signed", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.string({ unit: "binary" }), (json, tail) => {
        const raw = Buffer.from(json + tail);
        return checkSignature(raw, signBody(raw, SECRET), [SECRET]) === "ok";
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });

  it.each([
    ["spaces", (text: string) => text.replace(":", ": ")],
    ["key order", () => '{"entry":[],"object":"whatsapp_business_account"}'],
    ["a byte order mark", (text: string) => `\uFEFF${text}`],
    ["a line break at the end", (text: string) => `${text}\r\n`],
    ["an escape for a letter", (text: string) => text.replace("object", "\\u006fbject")],
    ["an escaped slash for none", (text: string) => text.replace("[]", '["\\/"]')],
  ])("WH-02 refuses a body that says the same with other bytes: %s", (_name, change) => {
    expect(checkSignature(Buffer.from(change(body.toString())), good, [SECRET])).toBe("wrong");
  });
});
