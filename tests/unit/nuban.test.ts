import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BANKS, findBank, searchBanks } from "@/lib/banks";
import { fitsNuban, looksMistyped } from "@/lib/nuban";

/** CBN's own example, public lists, and numbers computed by hand with weights 3-7-3. */
const FITS = [
  ["011", "0000014579"],
  ["011", "0000000220"],
  ["044", "0010246780"],
  ["50515", "5522116946"],
  ["999991", "8106136519"],
  ["058", "0123456785"],
  ["057", "1234567899"],
  ["50515", "0000014570"],
  ["50211", "0000014571"],
] as const;

describe("the check digit of an account number (CBN NUBAN, 2020 revision)", () => {
  it.each(FITS)("fits: %s %s", (bank, number) => {
    expect(fitsNuban(bank, number)).toBe(true);
  });

  it.each([
    ["011", "1234567890"],
    ["011", "0000014578"],
    ["058", "0000014579"],
  ])("does not fit: %s %s", (bank, number) => {
    expect(fitsNuban(bank, number)).toBe(false);
  });

  it.each([
    ["011", "000001457"],
    ["011", "00000145790"],
    ["011", "000001457x"],
    ["11", "0000014579"],
    ["0111", "0000014579"],
  ])("says nothing of another shape: %s %s", (bank, number) => {
    expect(fitsNuban(bank, number)).toBeNull();
  });

  it("exactly one last digit fits, whatever the bank and the serial", () => {
    const code = fc.constantFrom(...BANKS.map((bank) => bank.code));
    const serial = fc.integer({ min: 0, max: 999_999_999 }).map((number) => String(number).padStart(9, "0"));
    fc.assert(
      fc.property(code, serial, (bank, nine) => {
        const fitting = Array.from({ length: 10 }, (_, last) => fitsNuban(bank, `${nine}${last}`));
        expect(fitting.filter(Boolean)).toHaveLength(1);
      }),
    );
  });

  it("finds every slip of one digit", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FITS),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        ([bank, number], at, by) => {
          const slipped = `${number.slice(0, at)}${(Number(number[at]) + by) % 10}${number.slice(at + 1)}`;
          expect(fitsNuban(bank, slipped)).toBe(false);
        },
      ),
    );
  });

  it("warns for a bank, and never for a wallet whose numbers are phone numbers", () => {
    expect(looksMistyped("011", "1234567890")).toBe(true);
    expect(looksMistyped("011", "0000014579")).toBe(false);
    for (const wallet of ["999992", "999991", "100002", "120001", "120003"]) {
      expect(looksMistyped(wallet, "8031234567")).toBe(false);
    }
  });
});

describe("the banks", () => {
  it("have each a code, a prefix and a name of their own, in the order of the alphabet", () => {
    for (const key of ["code", "nipCode", "name"] as const) {
      expect(new Set(BANKS.map((bank) => bank[key])).size).toBe(BANKS.length);
    }
    expect(
      BANKS.every(({ code, nipCode }) => /^(\d{3}|\d{5}|\d{6})$/.test(code) && /^\d{6}$/.test(nipCode)),
    ).toBe(true);
    const names = BANKS.map((bank) => bank.name.toLowerCase());
    expect(names).toEqual([...names].sort());
  });

  it("are found by what people type", () => {
    const firstOf = (typed: string) => searchBanks(typed)[0]?.name;
    expect(firstOf("gtb")).toBe("GTBank");
    expect(firstOf("guaranty")).toBe("GTBank");
    expect(firstOf("ALAT")).toBe("Wema Bank (ALAT)");
    expect(firstOf("alat")).toBe("Wema Bank (ALAT)");
    expect(firstOf("access")).toBe("Access Bank");
    expect(firstOf("o pay")).toBeUndefined();
    expect(firstOf("opay")).toBe("OPay");
    expect(firstOf("057")).toBe("Zenith Bank");
    expect(firstOf("no such bank")).toBeUndefined();
    expect(searchBanks(" ")).toHaveLength(BANKS.length);
    expect(findBank("058")?.name).toBe("GTBank");
    expect(findBank("000")).toBeUndefined();
  });
});
