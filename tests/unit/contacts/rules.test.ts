import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prefixRange, readSearch, searchTerms, spellingsOf } from "@/lib/contacts/rules";
import { contactChange } from "@/lib/contacts/schema";

describe("reading a search for a contact", () => {
  it.each([
    ["0803 123 4567", "2348031234567"],
    ["+234 803 123 4567", "2348031234567"],
    ["234-803-123-4567", "2348031234567"],
    ["(0803) 123.4567", "2348031234567"],
    ["wa_2348031234567", "2348031234567"],
    ["ig_17841400000000001", "17841400000000001"],
    ["0803", "0803"],
    ["4567", "4567"],
    ["0", "0"],
  ])("reads %s as the number %s", (typed, digits) => {
    expect(readSearch(typed)).toEqual({ kind: "number", digits });
  });

  it.each([
    ["Chinedu", "Chinedu"],
    ["WA_NG.13491208655302741918", "NG.13491208655302741918"],
    ["+234***4567", "+234***4567"],
    ["chi\u0000nedu\ud800", "chi nedu"],
    ["", ""],
  ])("leaves %j to be cut into words", (typed, text) => {
    expect(readSearch(typed)).toEqual({ kind: "words", text });
  });

  it("looks for the longest word first, each once", () => {
    expect(searchTerms(["ada", "chinedu", "ada", "", "0803"])).toEqual(["chinedu", "0803", "ada"]);
  });

  it.each([
    ["0803", ["803", "0803"]],
    ["0053", ["0053"]],
    ["4567", ["4567"]],
    ["ada", ["ada"]],
  ])("takes %s for the beginning of a number without its zero, or for the end of one", (term, spellings) => {
    expect(spellingsOf(term)).toEqual(spellings);
  });

  it("looks for six words at most", () => {
    expect(searchTerms(["a", "b", "c", "d", "e", "f", "g", "h"])).toHaveLength(6);
  });

  it("IN-01 never gives what a database cannot keep", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (typed) => {
        const search = readSearch(typed);
        const text = search.kind === "number" ? search.digits : search.text;
        expect(text).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        if (search.kind === "number") expect(text).toMatch(/^\d+$/);
      }),
    );
  });

  it("covers every text that begins as the word does, and no other", () => {
    const { from, to } = prefixRange("chi");
    const order = (text: string) => Buffer.from(text, "utf8");
    const isInside = (text: string) =>
      Buffer.compare(order(text), order(from)) >= 0 && Buffer.compare(order(text), order(to)) < 0;
    for (const text of ["chi", "chinedu", "chi😀", "chiﬀ"]) expect(isInside(text)).toBe(true);
    for (const text of ["ch", "cho", "dhi", "a"]) expect(isInside(text)).toBe(false);
  });
});

describe("what may be corrected of a contact", () => {
  it.each([
    { name: "https://evil.example" },
    { name: "www.evil.example" },
    { name: "   " },
    { name: "12345" },
  ])("refuses the name $name", (input) => {
    expect(contactChange.safeParse(input).success).toBe(false);
  });

  it.each(["ceo_id", "phone", "opted_out_at", "id", "consent_at"])("AZ-07 refuses the field %s", (field) => {
    expect(contactChange.safeParse({ name: "Ada", [field]: "x" }).success).toBe(false);
  });

  it("takes an email away with null", () => {
    expect(contactChange.parse({ email: null })).toEqual({ email: null });
  });
});
