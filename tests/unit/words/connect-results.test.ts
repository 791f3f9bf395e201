import { describe, expect, it } from "vitest";
import { scopesOf } from "@/lib/connections/ways";
import {
  CONNECT_RESULTS,
  type ConnectResult,
  connectWords,
  isConnectResult,
  PERMISSION_WORDS,
} from "@/lib/words/en/connect-results";

describe("how connecting ended, in words", () => {
  it("says what to do, whatever went wrong", () => {
    for (const [code, { isGood, text }] of Object.entries(CONNECT_RESULTS)) {
      expect(text.length, code).toBeLessThan(180);
      expect(text, code).toMatch(/\.$/);
      if (!isGood) expect(text, code).toMatch(/press|try|look|ask|choose|allows|move/i);
    }
  });

  it("names what each needed permission is for", () => {
    const needed = (["business_login", "facebook_login", "instagram_login"] as const).flatMap((way) =>
      way === "instagram_login" ? scopesOf("instagram", way).needed : scopesOf("whatsapp", way).needed,
    );
    for (const scope of [...needed, ...scopesOf("instagram", "facebook_login").needed, "pages_show_list"]) {
      expect(PERMISSION_WORDS[scope], scope).toMatch(/^to /);
    }
  });

  it("puts what is missing into the sentence, and nothing that an address made up", () => {
    const words = connectWords("missing_permission", [
      "whatsapp_business_messaging",
      "<script>",
      "constructor",
    ]);
    expect(words).toMatch(/We still need permission to read and send WhatsApp messages\.$/);
    expect(words).not.toContain("script");
    const twice = connectWords("missing_permission", ["instagram_basic", "instagram_business_basic"]);
    expect(twice.match(/see your Instagram account/g)).toHaveLength(1);
    expect(connectWords("connected", [])).toBe(CONNECT_RESULTS.connected.text);
  });

  it("knows its codes from other text", () => {
    for (const code of Object.keys(CONNECT_RESULTS) as ConnectResult[])
      expect(isConnectResult(code)).toBe(true);
    for (const other of ["", "Connected", "constructor", "toString", "__proto__"])
      expect(isConnectResult(other)).toBe(false);
  });
});
