import { describe, expect, it } from "vitest";
import { isMailAddress, parseSender } from "@/lib/mail/address";

describe("a mail address", () => {
  it.each(["ada@fashion.example", "a.b+tag@sub.domain.example", "x@localhost", "o'neil_1@a-b.example"])(
    "is %s",
    (text) => {
      expect(isMailAddress(text)).toBe(true);
    },
  );

  it.each([
    "",
    "ada",
    "@x.example",
    "ada@",
    "ada@x.example\r\nBcc: all@x.example",
    "ada@x.example\n",
    "ada@x.example, tunde@x.example",
    "ada@x.example;tunde@x.example",
    "Ada <ada@x.example>",
    '"a@b"@x.example',
    "(comment)ada@x.example",
    "ada@x..example",
    ".ada@x.example",
    "ada.@x.example",
    "ada@-x.example",
    "ada@[127.0.0.1]",
    "ada@x.example\0",
    "ada @x.example",
    "ада@x.example",
    `${"a".repeat(65)}@x.example`,
    `a@${"x".repeat(250)}.example`,
    "ada@evil@x.example",
  ])("IN-08 is not %j", (text) => {
    expect(isMailAddress(text)).toBe(false);
  });

  it("IN-08 is refused in no time, however it is nested", () => {
    const hostile = [
      "(".repeat(10_000),
      `${"a.".repeat(5_000)}@`,
      `a@${"a-".repeat(5_000)}`,
      "@".repeat(10_000),
    ];
    const start = performance.now();
    for (const text of hostile) expect(isMailAddress(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(20);
  });
});

describe("the sender", () => {
  it("is a name and an address, or an address", () => {
    expect(parseSender("TrustGuard <hello@trustguard.example>")).toEqual({
      name: "TrustGuard",
      address: "hello@trustguard.example",
    });
    expect(parseSender('"Ada, Lagos" <a@x.example>')).toEqual({ name: "Ada, Lagos", address: "a@x.example" });
    expect(parseSender("a@x.example")).toEqual({ name: "", address: "a@x.example" });
  });

  it.each(["", "nobody", "A <b>", "A <a@x.example> <b@x.example>", "A\r\nBcc: x <a@x.example>"])(
    "is not %j",
    (text) => {
      expect(() => parseSender(text)).toThrow();
    },
  );
});
